import { usedUpMs } from './retry-after.ts';

/** The longest time that an answered call makes its model rest, in ms; a provider that wants more says so again. */
const LONGEST_REST_MS = 60_000;

/**
 * A fetch that reads what its provider says of its limits beside an answer. Where nothing is left of one, the next
 * call would be refused: better to wait until there is.
 * @param rest hears how long, in ms
 */
export function heedLimits(answering: typeof fetch, rest: (ms: number) => void): typeof fetch {
  return async (input, init) => {
    const response = await answering(input, init);
    const ms = response.ok ? usedUpMs(response.headers) : 0;
    if (ms > 0) rest(Math.min(ms, LONGEST_REST_MS));
    return response;
  };
}
