import { dayOf } from './periods.ts';
import type { Price, Prices } from './price-schema.ts';

/** The price that is in force at a moment (Unix ms); before the first day of a list, its first. */
export function priceAt(prices: Prices, at: number): Price {
  if (!isDated(prices)) return prices;
  const day = dayOf(at);
  const price = prices.findLast(({ from }) => from <= day) ?? prices[0];
  if (!price) throw new Error('a list of prices has at least one');
  return price;
}

/** For each thing that is billed the dearest price that is in force at some time between two moments (Unix ms). */
export function dearestPrice(prices: Prices, from: number, until: number): Price {
  const first = priceAt(prices, from);
  if (!isDated(prices)) return first;
  const later = prices.filter((price) => price.from > dayOf(from) && price.from <= dayOf(until));
  const dearest = (rateOf: (price: Price) => number) => Math.max(...[first, ...later].map(rateOf));
  return {
    input: dearest(({ input }) => input),
    output: dearest(({ output }) => output),
    cached_input: dearest(({ input, cached_input = input }) => cached_input),
    reasoning: dearest(({ output, reasoning = output }) => reasoning),
    image: dearest(({ image = 0 }) => image),
    audio_minute: dearest(({ audio_minute = 0 }) => audio_minute),
  };
}

function isDated(prices: Prices): prices is Exclude<Prices, Price> {
  return Array.isArray(prices);
}
