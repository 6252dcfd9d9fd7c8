/** What a bucket says about one call. */
export interface BucketVerdict {
  readonly allowed: boolean;
  /** Whole calls that are left now. */
  readonly remaining: number;
  /** Milliseconds until the next call is allowed; 0 when one is allowed now. */
  readonly nextInMs: number;
  /** Milliseconds until the bucket is full again. */
  readonly fullInMs: number;
}

/** A bucket that holds `perSecond` calls and refills evenly. The returned function takes one at a time (ms). */
export function createTokenBucket(perSecond: number): (nowMs: number) => BucketVerdict {
  const perMs = perSecond / 1000;
  let level = perSecond;
  let filledAt = Number.NEGATIVE_INFINITY;
  return (nowMs) => {
    level = Math.min(perSecond, level + Math.max(0, nowMs - filledAt) * perMs);
    filledAt = nowMs;
    // A hair below one counts as one, because the refill is a sum of fractions.
    const allowed = level >= 1 - 1e-9;
    if (allowed) level = Math.max(0, level - 1);
    return {
      allowed,
      remaining: Math.floor(level + 1e-9),
      nextInMs: Math.max(0, Math.ceil((1 - level) / perMs)),
      fullInMs: Math.ceil((perSecond - level) / perMs),
    };
  };
}
