import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseModel } from '../../../shared/routing/choose-model.ts';
import { routeSchema } from '../../../shared/routing/route.ts';
import { candidate, facts } from '../../support/route-facts.ts';

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
