const DAY_MS = 86_400_000;
/** Jitter comes on top: an attempt is up to 10 % later than its schedule says, never earlier. */
const JITTER = 0.1;

/**
 * When the next attempt is made, in ms after the one that ended; undefined when the schedule is spent.
 * A receiver that asks for more time with `Retry-After` gets it, up to a day; one that asks for less does
 * not: the schedule protects it from a mistake of its own.
 * @param schedule seconds before each attempt, counted from the one before
 * @param tries attempts made
 * @param retryAfterMs what the receiver asked for
 */
export function nextAttemptIn(
  schedule: readonly number[],
  tries: number,
  retryAfterMs: number | undefined,
  random: () => number = Math.random,
): number | undefined {
  const seconds = schedule[tries];
  if (seconds === undefined) return undefined;
  const asked = Math.min(retryAfterMs ?? 0, DAY_MS);
  return Math.round(Math.max(seconds * 1_000, asked) * (1 + JITTER * random()));
}

/** Milliseconds that a `Retry-After` header asks for: whole seconds, or an HTTP date. */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  // HTTP dates begin with the name of a day; `Date.parse` alone takes nearly anything.
  const date = /^[A-Z][a-z]{2}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
