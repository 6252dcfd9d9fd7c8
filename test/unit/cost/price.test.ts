import fc from 'fast-check';
import { expect, test } from 'vitest';
import { costOf, worstCostOf } from '../../../shared/cost/price.ts';

const PRICE = { input: 2_000_000, output: 8_000_000, cached_input: 500_000, reasoning: 10_000_000 };
const usage = (more: object) => ({ input: 0, output: 0, cached: 0, reasoning: 0, ...more });

test.each([
  ['fresh input', usage({ input: 10 }), 20],
  ['cached input, part of the input', usage({ input: 10, cached: 4 }), 14],
  ['output', usage({ output: 10 }), 80],
  ['reasoning, part of the output', usage({ output: 10, reasoning: 6 }), 92],
  ['everything', usage({ input: 10, cached: 10, output: 1, reasoning: 1 }), 15],
  ['nothing', usage({}), 0],
  ['more cached than there was input', usage({ input: 4, cached: 10 }), 2],
  ['more reasoning than there was output', usage({ output: 1, reasoning: 10 }), 10],
])('%s', (_name, used, cost) => {
  expect(costOf(PRICE, used)).toBe(cost);
});

test('what has no price of its own costs what it is part of', () => {
  const price = { input: 2_000_000, output: 8_000_000 };
  expect(costOf(price, usage({ input: 10, cached: 10, output: 10, reasoning: 10 }))).toBe(100);
});

test('pictures and audio are billed by the piece and by the second', () => {
  const price = { input: 1_000_000, output: 0, image: 500, audio_minute: 6_000 };
  expect(costOf(price, usage({ input: 3 }), { images: 2 })).toBe(1_003);
  expect(costOf(price, usage({}), { seconds: 9 })).toBe(900);
  expect(costOf(price, usage({}), { seconds: 0.001 })).toBe(1);
  expect(costOf({ input: 0, output: 0 }, usage({}), { images: 2, seconds: 9 })).toBe(0);
  expect(worstCostOf(price, { input: 1, output: 0, images: 1, seconds: 60 })).toBe(6_501);
});

test('a fraction of a micro-USD is rounded up once, not for each kind of token', () => {
  const price = { input: 100_000, output: 100_000, cached_input: 100_000, reasoning: 100_000 };
  expect(costOf(price, usage({ input: 2, cached: 1, output: 2, reasoning: 1 }))).toBe(1);
  expect(costOf(price, usage({ input: 1 }))).toBe(1);
});

test('what a provider cannot mean does not spoil a sum', () => {
  expect(costOf(PRICE, usage({ input: 1e300 }))).toBe(1e12);
});

test('no call costs more than its worst case', () => {
  const count = fc.nat(1_000_000);
  const amount = fc.nat(100_000_000);
  fc.assert(
    fc.property(
      fc.record({ input: count, output: count, cached: count, reasoning: count }),
      fc.record({ images: fc.nat(10), seconds: fc.nat(10_000) }),
      fc.record(
        {
          ...{ input: amount, output: amount, cached_input: amount, reasoning: amount },
          ...{ image: amount, audio_minute: amount },
        },
        { requiredKeys: ['input', 'output'] },
      ),
      (used, units, price) => {
        const cost = costOf(price, used, units);
        expect(Number.isSafeInteger(cost)).toBe(true);
        expect(cost).toBeLessThanOrEqual(worstCostOf(price, { ...used, ...units }));
      },
    ),
  );
});
