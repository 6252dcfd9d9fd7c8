import type { Call, CallStart, MutableCall } from './call.ts';
import { createCallRing } from './call-ring.ts';
import { createCounter } from './counter.ts';

/** Exact counts, whatever the log still holds. */
export interface CallCounts {
  readonly total: number;
  readonly inFlight: number;
  readonly maxInFlight: number;
  readonly totalByModel: Readonly<Record<string, number>>;
  readonly maxInFlightByModel: Readonly<Record<string, number>>;
}

/** The log of calls: the newest of them, and counters that never forget. */
export interface CallLog {
  begin(start: CallStart): Call;
  /** Marks a call as answered. To be called before the client can see the answer. */
  finish(call: Call, status: number): void;
  /** Marks a call whose client left before the answer; an answered call stays as it is. */
  abort(call: Call): void;
  /** The calls of one model (or all), oldest first, at most the newest `limit`. */
  list(filter: { readonly model?: string; readonly limit: number }): readonly Call[];
  counts(): CallCounts;
  /** Empties the log and the counters; calls in flight keep counting as in flight. */
  reset(): void;
}

/** Creates an empty log. `now` gives milliseconds since 1970. */
export function createCallLog(now: () => number = Date.now): CallLog {
  let ring = createCallRing();
  let totals = createCounter();
  const inFlight = createCounter();
  let serial = 0;

  const end = (call: MutableCall, status: number | null) => {
    if (call.finishedAt !== null) return;
    call.finishedAt = now();
    call.status = status;
    call.aborted = status === null;
    inFlight.subtract(call.model);
  };

  return {
    begin(start) {
      serial += 1;
      const call = {
        ...start,
        id: `call-${serial}`,
        startedAt: now(),
        finishedAt: null,
        status: null,
        aborted: false,
      };
      ring.push(call);
      totals.add(call.model);
      inFlight.add(call.model);
      return call;
    },
    finish: (call, status) => end(call, status),
    abort: (call) => end(call, null),
    list({ model, limit }) {
      const calls = ring.inOrder();
      const chosen = model === undefined ? calls : calls.filter((call) => call.model === model);
      return limit === 0 ? [] : chosen.slice(-limit);
    },
    counts: () => ({
      total: totals.now(),
      inFlight: inFlight.now(),
      maxInFlight: inFlight.greatest(),
      totalByModel: totals.byModel(),
      maxInFlightByModel: inFlight.greatestByModel(),
    }),
    reset() {
      ring = createCallRing();
      totals = createCounter();
      inFlight.forget();
    },
  };
}
