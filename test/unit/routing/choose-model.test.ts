import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseModel } from '../../../shared/routing/choose-model.ts';
import { type Route, routeSchema } from '../../../shared/routing/route.ts';
import type { Candidate, RouteFacts } from '../../../shared/routing/route-facts.ts';

/** A candidate as a test cares about it. */
function candidate({
  price = 1,
  allowed = 'yes',
  latencyMs,
  ...definition
}: Partial<Omit<Candidate, 'definition'> & Omit<Candidate['definition'], 'price'>> & {
  readonly price?: number;
} = {}): Candidate {
  return {
    definition: {
      cleared_for: 'restricted',
      capabilities: {},
      price: { input: price * 1_000_000, output: price * 1_000_000 },
      ...definition,
    },
    allowed,
    latencyMs,
  };
}

function facts(
  candidates: Readonly<Record<string, Candidate>>,
  { need, ...more }: Partial<Omit<RouteFacts, 'need'>> & { readonly need?: Partial<RouteFacts['need']> } = {},
): RouteFacts {
  return {
    need: {
      ...{ inputTokens: 100, outputTokens: 100, complexity: 'low' },
      ...{ jsonSchema: false, tools: false, vision: false },
      ...need,
    },
    priority: 'standard',
    sensitivity: 'internal',
    timeLeftMs: 60_000,
    seed: 'job_1',
    failed: [],
    candidate: (model) => candidates[model],
    ...more,
  };
}

function route(mode: Route['mode'], names: readonly string[], more: Record<string, unknown> = {}): Route {
  return routeSchema.parse({ name: 'test', mode, candidates: names.map((model) => ({ model })), ...more });
}

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
  const cascade = route('cascade', ['small', 'middle', 'large'], { min_confidence: 0.8, agreement: 2 });
  expect(chooseModel(cascade, facts(candidates)).model).toBe('small');
  expect(chooseModel(cascade, facts(candidates, { failed: ['small'] })).reasons).toEqual({
    ...{ small: 'failed_before', middle: 'chosen', large: 'lower_rank' },
  });
});

describe('weighted', () => {
  const weighted = routeSchema.parse({
    name: 'test',
    mode: 'weighted',
    candidates: [
      { model: 'most', weight: 70 },
      { model: 'some', weight: 25 },
      { model: 'few', weight: 5 },
    ],
  });
  const candidates = { most: candidate(), some: candidate(), few: candidate() };
  const chosen = (seed: string, failed: string[] = []) =>
    chooseModel(weighted, facts(candidates, { seed, failed })).model ?? 'none';
  const shares = (models: string[]) => {
    const groups = Map.groupBy(models, (model) => model);
    return [...groups].map(([model, { length }]) => [model, length / models.length] as const);
  };
  const seeds = Array.from({ length: 4_000 }, (_, i) => `job_${i}`);

  test('meets its weights, also among those that are left', () => {
    const expected = new Map([...Object.entries({ most: 0.7, some: 0.25, few: 0.05 })]);
    for (const [model, share] of shares(seeds.map((seed) => chosen(seed)))) {
      expect(Math.abs(share - (expected.get(model) ?? 0)), model).toBeLessThan(0.03);
    }
    const left = Object.fromEntries(shares(seeds.map((seed) => chosen(seed, ['most']))));
    expect(left.most).toBeUndefined();
    expect(Math.abs((left.some ?? 0) - 25 / 30)).toBeLessThan(0.03);
  });

  test('meets whatever weights there are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), (weight) => {
        const two = [
          { model: 'most', weight },
          { model: 'few', weight: 100 - weight },
        ];
        const route = routeSchema.parse({ name: 'test', mode: 'weighted', candidates: two });
        const models = seeds
          .slice(0, 1_000)
          .map((seed) => chooseModel(route, facts(candidates, { seed })).model);
        const share = models.filter((model) => model === 'most').length / models.length;
        expect(Math.abs(share - weight / 100)).toBeLessThan(0.06);
      }),
      { numRuns: 15 },
    );
  });

  test('a job keeps its model while that is to be had, and explains itself', () => {
    for (const seed of seeds.slice(0, 200)) {
      const first = chosen(seed);
      expect(chosen(seed)).toBe(first);
      const other = ['most', 'some', 'few'].find((name) => name !== first) ?? '';
      expect(chosen(seed, [other])).toBe(first);
    }
    const { reasons } = chooseModel(weighted, facts(candidates, { seed: 'job_1', failed: ['some', 'few'] }));
    expect(reasons).toEqual({ most: 'chosen', some: 'failed_before', few: 'failed_before' });
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

describe('whatever the facts', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const anyCandidate = fc.option(
    fc.record({
      allowed: fc.constantFrom('yes', 'probe', 'no'),
      latencyMs: fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: undefined }),
      price: fc.integer({ min: 0, max: 9 }),
      cleared_for: fc.constantFrom('public', 'internal', 'confidential', 'restricted'),
      capabilities: fc.record({ context_tokens: fc.integer({ min: 1, max: 400 }), tools: fc.boolean() }),
    }),
    { nil: undefined },
  );
  const anyFacts = fc.record({
    candidates: fc.tuple(...names.map(() => anyCandidate)),
    failed: fc.subarray(names),
    tools: fc.boolean(),
    sensitivity: fc.constantFrom('public', 'internal', 'confidential', 'restricted'),
    seed: fc.string(),
  });
  const anyMode = fc.constantFrom('ordered', 'cheapest', 'fastest', 'weighted', 'cascade');

  test('never one that something speaks against, and one whenever nothing does', () => {
    fc.assert(
      fc.property(anyMode, anyFacts, (mode, { candidates, tools, ...more }) => {
        const known = Object.fromEntries(
          names.flatMap((name, i) => {
            const given = candidates[i];
            return given ? [[name, candidate(given)]] : [];
          }),
        );
        const listed = names.map((model) => ({ model, ...(mode === 'weighted' ? { weight: 20 } : {}) }));
        const all = facts(known, { ...more, need: { tools } });
        const { model, waitFor, reasons } = chooseModel(
          routeSchema.parse({ name: 'test', mode, candidates: listed }),
          all,
        );
        expect(Object.keys(reasons)).toEqual(names);
        expect(Object.values(reasons).filter((reason) => reason === 'chosen')).toHaveLength(model ? 1 : 0);
        if (!model) expect(Object.values(reasons)).not.toContain('lower_rank');
        if (model && mode === 'ordered') {
          const before = names.slice(0, names.indexOf(model));
          expect(before.map((name) => reasons[name])).not.toContain('lower_rank');
        }
        for (const name of [model, waitFor]) {
          if (name === undefined) continue;
          const { definition, allowed } = known[name] ?? candidate({ allowed: 'no' });
          expect(all.failed).not.toContain(name);
          expect(allowed === 'yes').toBe(name === model);
          expect(definition.capabilities.context_tokens).toBeGreaterThanOrEqual(200);
          if (tools) expect(definition.capabilities.tools).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
