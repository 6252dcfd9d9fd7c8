import type { Store } from '../stores/store.ts';
import type { BreakerSettings, CallOutcome } from './breaker-settings.ts';

/** A breaker lives this long without a call, in ms: longer than any that is open. */
const KEEP_MS = 1_800_000;

const BREAKER_STATES = ['closed', 'open', 'half_open'] as const;
export type BreakerState = (typeof BREAKER_STATES)[number];

/** A breaker as a process knows it. Times are Unix ms. */
export interface BreakerSnapshot {
  readonly state: BreakerState;
  /** Until when it is open. */
  readonly until: number;
  /** When it changed; a later change is the one that counts. */
  readonly changed: number;
}

/** What the calls of a model came to since the last report. */
interface CallReport {
  readonly model: string;
  readonly now: number;
  readonly calls: Readonly<Partial<Record<CallOutcome, number>>>;
  /** Outcomes of probes by their token. */
  readonly probes: Readonly<Record<string, CallOutcome>>;
  /** The longest time that the provider asked to be left alone, in ms. */
  readonly rest_ms: number;
  readonly settings: BreakerSettings;
}

type BreakerTable = Pick<Store, 'redis' | 'run' | 'keys'>;

/** The breakers of all models, as Redis holds them for all processes. */
export class BreakerStore {
  readonly #store: BreakerTable;

  constructor(store: BreakerTable) {
    this.#store = store;
  }

  /** Counts calls; returns the breaker after it. */
  async report(queue: string, report: CallReport): Promise<BreakerSnapshot> {
    const { run, keys } = this.#store;
    const reply = await run(
      'report-calls',
      [keys.breaker(queue, report.model)],
      [JSON.stringify(report), keys.breakerChanges(), KEEP_MS],
    );
    return snapshotOf(reply);
  }

  /** Asks for a probe. */
  async takeProbe(
    queue: string,
    probe: {
      readonly model: string;
      readonly now: number;
      readonly token: string;
      readonly deadline: number;
      readonly most: number;
    },
  ): Promise<{ readonly verdict: 'free' | 'probe' | 'no'; readonly snapshot: BreakerSnapshot }> {
    const { run, keys } = this.#store;
    const { model, now, token, deadline, most } = probe;
    const reply = await run(
      'take-probe',
      [keys.breaker(queue, model)],
      [model, now, token, deadline, most, keys.breakerChanges(), KEEP_MS],
    );
    if (!Array.isArray(reply)) throw new Error('take-probe answered nothing');
    const [verdict, ...rest] = reply;
    return {
      verdict: String(verdict) === 'free' ? 'free' : String(verdict) === 'probe' ? 'probe' : 'no',
      snapshot: snapshotOf(rest),
    };
  }

  /** The breaker of a model; undefined when nothing is known of it, so it is closed. */
  async read(queue: string, model: string): Promise<BreakerSnapshot | undefined> {
    const { redis, keys } = this.#store;
    const [state, until, changed] = await redis.hmget(
      keys.breaker(queue, model),
      'state',
      'until',
      'changed',
    );
    return state ? snapshotOf([state, until ?? 0, changed ?? 0]) : undefined;
  }
}

/** A change as the scripts publish it. */
export function parseChange(
  message: string,
): { readonly model: string; readonly snapshot: BreakerSnapshot } | undefined {
  const [model, ...rest] = message.split(' ');
  return model ? { model, snapshot: snapshotOf(rest) } : undefined;
}

function snapshotOf(reply: unknown): BreakerSnapshot {
  const [state, until, changed] = Array.isArray(reply) ? reply.map(String) : [];
  return {
    state: BREAKER_STATES.find((known) => known === state) ?? 'closed',
    until: Number(until ?? 0),
    changed: Number(changed ?? 0),
  };
}
