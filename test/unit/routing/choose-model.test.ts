import { expect, test } from 'vitest';
import { chooseModel } from '../../../shared/routing/choose-model.ts';
import { routeSchema } from '../../../shared/routing/route.ts';
import { candidate, facts, route } from '../../support/route-facts.ts';

test('ordered: the first that nothing speaks against, and why not the others', () => {
  const candidates = {
    uncleared: candidate({ cleared_for: 'internal' }),
    small: candidate({ capabilities: { context_tokens: 199 } }),
    untyped: candidate({ capabilities: { json_schema: false } }),
    toolless: candidate({ capabilities: { tools: false } }),
    blind: candidate({ capabilities: { vision: false } }),
    dear: candidate({ price: 50 }),
    failed: candidate(),
    slow: candidate({ latencyMs: 60_001 }),
    sick: candidate({ allowed: 'no' }),
    good: candidate({ capabilities: { context_tokens: 200, json_schema: true } }),
    later: candidate(),
  };
  const names = ['absent', ...Object.keys(candidates)];
  const choice = chooseModel(
    route('ordered', names, { max_cost_micro_usd: 9_999 }),
    facts(candidates, {
      sensitivity: 'confidential',
      failed: ['failed'],
      need: { jsonSchema: true, tools: true, vision: true },
    }),
  );
  expect(choice).toEqual({
    model: 'good',
    waitFor: undefined,
    reasons: {
      absent: 'not_configured',
      uncleared: 'not_cleared',
      small: 'context_too_small',
      untyped: 'no_json_schema',
      toolless: 'no_tools',
      blind: 'no_vision',
      dear: 'too_expensive',
      failed: 'failed_before',
      slow: 'too_slow',
      sick: 'breaker_open',
      good: 'chosen',
      later: 'lower_rank',
    },
  });
  expect(Object.keys(choice.reasons)).toEqual(names);
});

test('cheapest: by what the call costs at worst', () => {
  const candidates = {
    dear: candidate({ price: 3 }),
    cheap: candidate({ price: 1 }),
    fair: candidate({ price: 2 }),
  };
  expect(chooseModel(route('cheapest', ['dear', 'cheap', 'fair']), facts(candidates)).reasons).toEqual({
    ...{ dear: 'lower_rank', cheap: 'chosen', fair: 'lower_rank' },
  });
  const next = chooseModel(
    route('cheapest', ['dear', 'cheap', 'fair']),
    facts(candidates, { failed: ['cheap'] }),
  );
  expect(next.reasons).toEqual({ dear: 'lower_rank', cheap: 'failed_before', fair: 'chosen' });
});

test('cheapest: input and output count as the job needs them', () => {
  const reader = candidate();
  const writer = candidate();
  const candidates = {
    reader: { ...reader, definition: { ...reader.definition, price: { input: 1, output: 100 } } },
    writer: { ...writer, definition: { ...writer.definition, price: { input: 10, output: 10 } } },
  };
  const choose = (inputTokens: number, outputTokens: number) =>
    chooseModel(
      route('cheapest', ['reader', 'writer']),
      facts(candidates, { need: { inputTokens, outputTokens } }),
    ).model;
  expect(choose(1_000_000, 1_000)).toBe('reader');
  expect(choose(1_000, 1_000_000)).toBe('writer');
});

test('fastest: by measured latency, what was never measured first', () => {
  const candidates = { slow: candidate({ latencyMs: 900 }), fast: candidate({ latencyMs: 100 }) };
  const names = ['slow', 'fast', 'new'];
  expect(chooseModel(route('fastest', names), facts(candidates)).reasons).toEqual({
    ...{ slow: 'lower_rank', fast: 'chosen', new: 'not_configured' },
  });
  expect(chooseModel(route('fastest', names), facts({ ...candidates, new: candidate() })).model).toBe('new');
});

test('cascade: upwards, whatever the price', () => {
  const candidates = {
    small: candidate({ price: 9 }),
    middle: candidate({ price: 5 }),
    large: candidate({ price: 1 }),
  };
  const cascade = route('cascade', ['small', 'middle', 'large']);
  expect(chooseModel(cascade, facts(candidates)).model).toBe('small');
  expect(chooseModel(cascade, facts(candidates, { failed: ['small'] })).reasons).toEqual({
    ...{ small: 'failed_before', middle: 'chosen', large: 'lower_rank' },
  });
});

test('rules say which jobs a candidate is for', () => {
  const candidates = { quick: candidate(), strong: candidate() };
  const ruled = routeSchema.parse({
    name: 'test',
    mode: 'ordered',
    candidates: [
      { model: 'quick', when: { complexity: ['low', 'medium'], priority: ['interactive', 'standard'] } },
      { model: 'strong', when: { sensitivity: ['internal'] } },
    ],
  });
  expect(chooseModel(ruled, facts(candidates)).model).toBe('quick');
  expect(chooseModel(ruled, facts(candidates, { priority: 'batch' })).reasons).toEqual({
    ...{ quick: 'rule', strong: 'chosen' },
  });
  const hard = facts(candidates, { need: { complexity: 'high' }, sensitivity: 'public' });
  expect(chooseModel(ruled, hard)).toEqual({ reasons: { quick: 'rule', strong: 'rule' } });
});

test('waits for the best of those that only their breakers exclude', () => {
  const candidates = {
    failed: candidate({ allowed: 'no' }),
    sick: candidate({ allowed: 'no', price: 2 }),
    cheaper: candidate({ allowed: 'no' }),
  };
  const names = Object.keys(candidates);
  const more = { failed: ['failed'] };
  expect(
    chooseModel(
      route('ordered', names),
      facts({ ...candidates, cheaper: candidate({ allowed: 'probe' }) }, more),
    ).waitFor,
  ).toBe('cheaper');
  const choice = chooseModel(route('ordered', names), facts(candidates, more));
  expect([choice.model, choice.waitFor]).toEqual([undefined, 'sick']);
  expect(chooseModel(route('cheapest', names), facts(candidates, more)).waitFor).toBe('cheaper');
  expect(chooseModel(route('ordered', names), facts(candidates, { failed: names })).waitFor).toBeUndefined();
});
