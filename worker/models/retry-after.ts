const MOST_WAIT_MS = 600_000;
const SPAN = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:([\d.]+)s)?(?:([\d.]+)ms)?$/;
const UNIT_MS = [86_400_000, 3_600_000, 60_000, 1_000, 1];

/** The limits whose state providers tell with every answer: how much is left, and when it is whole again. */
const LIMITS = [
  ...['requests', 'tokens'].map((limit) => ({
    remaining: `x-ratelimit-remaining-${limit}`,
    reset: `x-ratelimit-reset-${limit}`,
  })),
  ...['requests', 'tokens', 'input-tokens', 'output-tokens'].map((limit) => ({
    remaining: `anthropic-ratelimit-${limit}-remaining`,
    reset: `anthropic-ratelimit-${limit}-reset`,
  })),
];

/**
 * How long a provider asks to wait, in ms, at most ten minutes: its `Retry-After` (ms, seconds or a date), or else
 * until the limits that are used up are whole again. Undefined where it does not say.
 */
export function retryAfterMs(headers: Headers | undefined): number | undefined {
  if (!headers) return undefined;
  const ms = Number(headers.get('retry-after-ms') ?? Number.NaN);
  if (Number.isFinite(ms) && ms >= 0) return Math.min(ms, MOST_WAIT_MS);
  const wait = untilMs(headers.get('retry-after')) ?? untilWholeMs(headers);
  return wait === undefined ? undefined : Math.min(wait, MOST_WAIT_MS);
}

/** How long nothing is left of a limit, in ms, as a provider says it beside an answer; 0 where something is. */
export function usedUpMs(headers: Headers): number {
  const usedUp = LIMITS.filter(({ remaining }) => Number(headers.get(remaining) ?? Number.NaN) === 0);
  return Math.max(0, ...usedUp.map(({ reset }) => untilMs(headers.get(reset)) ?? 0));
}

function untilWholeMs(headers: Headers): number | undefined {
  const waits = LIMITS.flatMap(({ remaining, reset }) => {
    const wait = untilMs(headers.get(reset));
    return wait ? [{ wait, usedUp: Number(headers.get(remaining) ?? Number.NaN) === 0 }] : [];
  });
  const usedUp = waits.filter((limit) => limit.usedUp);
  // With something left of each, it was too little for this request: it fits once the last of them is whole.
  const counted = usedUp.length > 0 ? usedUp : waits;
  return counted.length > 0 ? Math.max(...counted.map(({ wait }) => wait)) : undefined;
}

/** Ms until what a header says: seconds, a span like `6m0s` or `20ms`, or a date. */
function untilMs(text: string | null): number | undefined {
  if (!text) return undefined;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.max(0, 1_000 * seconds);
  const span = SPAN.exec(text);
  const wait = span
    ? UNIT_MS.reduce((sum, unit, at) => sum + unit * Number(span[at + 1] ?? 0), 0)
    : Date.parse(text) - Date.now();
  return Number.isFinite(wait) ? Math.max(0, Math.ceil(wait)) : undefined;
}
