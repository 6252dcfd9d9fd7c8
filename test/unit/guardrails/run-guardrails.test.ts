import { expect, test } from 'vitest';
import type { Facts, Guardrail, Verdict } from '../../../worker/guardrails/guardrail.ts';
import { type Check, runGuardrails } from '../../../worker/guardrails/run-guardrails.ts';

const facts: Facts = { place: 'input', signal: new AbortController().signal };
const limits = { maxCharacters: 1_000, timeoutMs: 20 };

function guardrail(
  name: string,
  verdict: Verdict | (() => Promise<Verdict>),
  more: Partial<Guardrail> = {},
): Guardrail {
  const check = () => (typeof verdict === 'function' ? verdict() : verdict);
  return { name, appliesTo: ['input'], cost: 'cheap', check, ...more };
}

const pass: Verdict = { kind: 'pass', score: 0 };
const finding = { reason: 'why', explanation: 'Because.', score: 1, spans: [] };

test('runs cheap ones first, and only those of the place', async () => {
  const heard: Check[] = [];
  const all = [
    guardrail('remote', pass, { cost: 'remote' }),
    guardrail('elsewhere', pass, { appliesTo: ['output'] }),
    guardrail('dear', pass, { cost: 'dear' }),
    guardrail('cheap', pass),
  ];
  await runGuardrails('text', all, facts, limits, (check) => heard.push(check));
  expect(heard.map(({ guardrail: name }) => name)).toEqual(['cheap', 'dear', 'remote']);
});

test('flags add up, and what one rewrites the next one sees', async () => {
  const seen: string[] = [];
  const sees = guardrail('sees', pass, {
    check: (text) => {
      seen.push(text);
      return { kind: 'flag', ...finding };
    },
  });
  const rewrites = guardrail('rewrites', { kind: 'rewrite', text: 'clean', ...finding });
  const outcome = await runGuardrails('text', [rewrites, sees], facts, limits);
  expect(outcome).toMatchObject({ kind: 'passed', text: 'clean', flags: [finding, finding] });
  expect(seen).toEqual(['clean']);
});

test('the first block ends it', async () => {
  const heard: Check[] = [];
  const all = [guardrail('blocks', { kind: 'block', ...finding }), guardrail('later', pass)];
  const outcome = await runGuardrails('text', all, facts, limits, (check) => heard.push(check));
  expect(outcome).toMatchObject({ kind: 'blocked', guardrail: 'blocks', finding: { reason: 'why' } });
  expect(heard).toHaveLength(1);
});

test.each<[string, Guardrail, string]>([
  ['throws', guardrail('broken', () => Promise.reject(new Error('secret text'))), 'threw'],
  [
    'throws at once',
    guardrail('broken', pass, {
      check: () => {
        throw new Error('secret text');
      },
    }),
    'threw',
  ],
  ['never answers', guardrail('broken', () => new Promise<Verdict>(() => {})), 'timed_out'],
])('a guardrail that %s has not passed', async (_, broken, failure) => {
  const outcome = await runGuardrails('text', [broken, guardrail('later', pass)], facts, limits);
  expect(outcome).toEqual({ kind: 'guardrail_failed', guardrail: 'broken', failure });
});

test('a text longer than may be worked on has not passed', async () => {
  const outcome = await runGuardrails('x'.repeat(1_001), [guardrail('any', pass)], facts, limits);
  expect(outcome).toMatchObject({ kind: 'guardrail_failed', failure: 'too_long' });
});

test('a guardrail hears when nobody waits for it any more', async () => {
  const heard = Promise.withResolvers<void>();
  const slow = guardrail('slow', pass, {
    check: (_, { signal }) => {
      signal.addEventListener('abort', () => heard.resolve());
      return new Promise<Verdict>(() => {});
    },
  });
  const caller = new AbortController();
  const running = runGuardrails(
    'text',
    [slow],
    { ...facts, signal: caller.signal },
    { ...limits, timeoutMs: 60_000 },
  );
  caller.abort();
  expect(await running).toMatchObject({ kind: 'guardrail_failed' });
  await heard.promise;
});
