import { expect, test } from 'vitest';
import { dearestPrice, priceAt } from '../../../shared/cost/prices-in-force.ts';

const PRICES = [
  { from: '2026-01-01', input: 5, output: 20 },
  { from: '2026-03-01', input: 4, output: 40, cached_input: 9, audio_minute: 2 },
  { from: '2026-06-01', input: 1, output: 30, reasoning: 50 },
];
const at = (moment: string) => Date.parse(moment);

test.each([
  ['2025-12-31T23:59:59.999Z', 0],
  ['2026-01-01T00:00:00Z', 0],
  ['2026-02-28T23:59:59.999Z', 0],
  ['2026-03-01T00:00:00Z', 1],
  ['2026-02-28T23:30:00-01:00', 1],
  ['2027-01-01T00:00:00Z', 2],
])('at %s the price is that of its UTC day', (moment, i) => {
  expect(priceAt(PRICES, at(moment))).toEqual(PRICES[i]);
});

test('a price without dates is always in force', () => {
  const price = { input: 1, output: 2 };
  expect(priceAt(price, 0)).toEqual(price);
  expect(dearestPrice(price, 0, 1e15)).toEqual(price);
});

test('the dearest price counts each kind of token at its worst while it can be in force, and no longer', () => {
  const feb = at('2026-02-01');
  expect(dearestPrice(PRICES, feb, at('2026-02-28'))).toMatchObject({ input: 5, output: 20 });
  expect(dearestPrice(PRICES, feb, at('2026-03-01'))).toEqual({
    ...{ input: 5, output: 40, cached_input: 9, reasoning: 40, image: 0, audio_minute: 2 },
  });
  expect(dearestPrice(PRICES, at('2026-03-01'), at('2026-07-01'))).toEqual({
    ...{ input: 4, output: 40, cached_input: 9, reasoning: 50, image: 0, audio_minute: 2 },
  });
});
