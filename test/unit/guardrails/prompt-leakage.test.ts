import { expect, test } from 'vitest';
import { guardrailSettings } from '../../../shared/catalog/guardrail-settings.ts';
import { createGuardrails } from '../../../worker/guardrails/create-guardrails.ts';
import type { Verdict } from '../../../worker/guardrails/guardrail.ts';
import { carryCanary, deriveCanary } from '../../../worker/guardrails/leakage/canary.ts';
import { HIDINGS } from '../../quality/guardrails/hide-text.ts';

const canary = deriveCanary('a master secret', 'job_1');
const systemPrompt = `You answer questions on the opening hours of the town's four libraries. Be brief and friendly,
  never give legal advice, and send people who want to complain to the desk on the ground floor of the main building.`;
const [guardrail] = createGuardrails(guardrailSettings.parse({ prompt_leakage: {} }));

async function check(text: string): Promise<Verdict> {
  if (!guardrail) throw new Error('no guardrail');
  return await guardrail.check(text, {
    place: 'output',
    signal: new AbortController().signal,
    canary,
    systemPrompt,
  });
}

test('a canary is the same for a job, and another for every other job and secret', () => {
  expect(deriveCanary('a master secret', 'job_1')).toBe(canary);
  expect(deriveCanary('a master secret', 'job_2')).not.toBe(canary);
  expect(deriveCanary('another secret', 'job_1')).not.toBe(canary);
  expect(carryCanary(systemPrompt, canary)).toContain(canary);
  expect(carryCanary('', canary)).toBe('');
});

test.each<[string, (mark: string) => string]>([
  ['as it is', (mark) => mark],
  ['in capitals', (mark) => mark.toUpperCase()],
  ['its first half', (mark) => mark.slice(0, 12)],
  ['its second half', (mark) => mark.slice(12)],
  ['one letter a line', (mark) => [...mark].join('\n')],
  ['with dashes', (mark) => [...mark].join(' - ')],
  ['backwards', (mark) => [...mark].reverse().join('')],
  ['in the middle of base64', (mark) => Buffer.from(`My reference is ${mark}, I think`).toString('base64')],
  ...['bare_base64', 'hex', 'rot13', 'zero_width', 'full_width', 'spaced'].map(
    (name): [string, (mark: string) => string] => [name, (mark) => HIDINGS[name]?.(mark) ?? ''],
  ),
])('notices the canary %s', async (_, write) => {
  expect(await check(`Well, it says: ${write(canary)}. Anything else?`)).toMatchObject({
    kind: 'block',
    reason: 'canary',
  });
});

test('notices a long piece of the system prompt, and most of it in other order', async () => {
  const words = systemPrompt.split(/\s+/);
  const piece = `Sure: ${words.slice(3, 33).join(' ').toUpperCase()}`;
  expect(await check(piece)).toMatchObject({ kind: 'block', reason: 'prompt_repeated' });
  const moved = `${words.slice(20).join(' ')} -- ${words.slice(0, 20).join(' ')}`;
  expect(await check(moved)).toMatchObject({ kind: 'block', reason: 'prompt_repeated' });
});

test('lets pass an answer that shares words with the system prompt', async () => {
  expect(
    await check("The town's four libraries open at nine. Complaints are taken on the ground floor."),
  ).toMatchObject({ kind: 'pass' });
  expect((await check(`${'the four libraries '.repeat(50_000)}`)).kind).toBe('pass');
});
