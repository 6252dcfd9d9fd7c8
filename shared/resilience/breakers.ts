import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Model } from '../catalog/catalog.ts';
import type { Store } from '../stores/store.ts';
import { breakerSettings, type CallOutcome } from './breaker-settings.ts';
import { type BreakerSnapshot, type BreakerState, BreakerStore, parseChange } from './breaker-store.ts';
import { CallReports, type Gathered } from './call-reports.ts';

/** What was missed on the channel is found by reading this often, in ms. */
const RESYNC_MS = 5_000;
/** A model that was not used for this long is forgotten, in ms. */
const FORGET_MS = 600_000;
/** A probe that has not ended after this long, in ms, leaves its place to another. */
const LONGEST_PROBE_MS = 60_000;
/** An answer of Redis that takes longer, in ms, is none. */
const PATIENCE_MS = 2_000;

const CLOSED: BreakerSnapshot = { state: 'closed', until: 0, changed: 0 };

/** Leave to make one call. */
export interface Pass {
  /** Whether the call tries, on behalf of all, if the model is back. */
  readonly probe: boolean;
  /** Says what the call came to; the first word counts. @param restMs how long the provider wants no calls */
  end(outcome: CallOutcome, restMs?: number): void;
}

export interface BreakersOptions {
  readonly store: Pick<Store, 'redis' | 'run' | 'keys'>;
  /** A connection used for nothing else. */
  readonly subscriber: Redis;
  /** The catalog's entry of a model; one without is never held back. */
  find(model: string): Pick<Model, 'queue' | 'definition'> | undefined;
  /** Hears of every change. */
  onChange?(model: string, state: BreakerState): void;
  /** Unix ms. */
  now?(): number;
}

interface Guarded {
  readonly queue: string;
  snapshot: BreakerSnapshot;
  usedAt: number;
}

/**
 * The circuit breakers of all models, shared by all processes. Each keeps what it last heard, so that a call to a
 * healthy model asks nobody; what calls come to is reported in the background. With Redis away the last word counts.
 */
export class Breakers {
  readonly #options: BreakersOptions;
  readonly #now: () => number;
  readonly #table: BreakerStore;
  readonly #guarded = new Map<string, Guarded>();
  readonly #reports = new CallReports((model, gathered) => this.#report(model, gathered));
  #timer: NodeJS.Timeout | undefined;
  #resyncing = false;

  constructor(options: BreakersOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#table = new BreakerStore(options.store);
  }

  /** Starts to hear of changes; resolves once nothing later can be missed. */
  async listen(): Promise<void> {
    const { subscriber, store } = this.#options;
    const channel = store.keys.breakerChanges();
    subscriber.on('message', (_channel: string, message: string) => {
      const change = parseChange(message);
      if (change) this.#learn(change.model, change.snapshot);
    });
    await subscriber.subscribe(channel);
    const hearAgain = async () => {
      await subscriber.subscribe(channel);
      await this.resync();
    };
    subscriber.on('ready', () => void hearAgain().catch(() => {}));
    this.#timer = setInterval(() => void this.resync(), RESYNC_MS);
  }

  /** Whether calls may be made: `probe` when somebody must try first and it could be this call. */
  allows(model: string): 'yes' | 'probe' | 'no' {
    const { state, until } = this.#guard(model)?.snapshot ?? CLOSED;
    if (state === 'closed') return 'yes';
    return state === 'open' && this.#now() < until ? 'no' : 'probe';
  }

  /** Leave for one call, which must be ended; undefined when the breaker is open or its probes are taken. */
  async pass(model: string): Promise<Pass | undefined> {
    const allowed = this.allows(model);
    if (allowed === 'yes') return this.#newPass(model);
    return allowed === 'no' ? undefined : this.#takeProbe(model);
  }

  state(model: string): BreakerState {
    return this.#guard(model)?.snapshot.state ?? 'closed';
  }

  /** Until when a model is not called at all, in Unix ms; undefined when its breaker is not open. */
  openUntil(model: string): number | undefined {
    const { state, until } = this.#guard(model)?.snapshot ?? CLOSED;
    return state === 'open' ? until : undefined;
  }

  /** Reads the breakers of the models that are in use; what cannot be read stays as it was. */
  async resync(): Promise<void> {
    if (this.#resyncing) return;
    this.#resyncing = true;
    const reads = [...this.#guarded].map(async ([model, guarded]) => {
      if (this.#now() - guarded.usedAt > FORGET_MS) {
        this.#guarded.delete(model);
        return;
      }
      const before = guarded.snapshot;
      const read = await this.#table.read(guarded.queue, model);
      // What was heard while it was read is newer.
      if (guarded.snapshot === before) this.#set(model, guarded, read ?? CLOSED);
    });
    await Promise.all(reads.map((read) => read.catch(() => {})));
    this.#resyncing = false;
  }

  /** Sends what was not reported yet. */
  flush(): Promise<void> {
    return this.#reports.flush();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }

  #guard(model: string): Guarded | undefined {
    const known = this.#guarded.get(model);
    if (known) {
      known.usedAt = this.#now();
      return known;
    }
    const found = this.#options.find(model);
    if (!found) return undefined;
    const { queue } = found;
    const guarded = { queue, snapshot: CLOSED, usedAt: this.#now() };
    this.#guarded.set(model, guarded);
    void this.#table.read(queue, model).then(
      (read) => read && this.#learn(model, read),
      () => {},
    );
    return guarded;
  }

  #newPass(model: string, token?: string): Pass {
    let ended = false;
    return {
      probe: token !== undefined,
      end: (outcome, restMs) => {
        if (!ended && (outcome !== 'none' || token !== undefined)) {
          this.#reports.add(model, { outcome, probe: token, restMs });
          if (token !== undefined && outcome !== 'none' && outcome !== 'success') this.#expectOpen(model);
        }
        ended = true;
      },
    };
  }

  async #takeProbe(model: string): Promise<Pass | undefined> {
    const found = this.#options.find(model);
    if (!found) return this.#newPass(model);
    const { timeout_seconds, breaker } = found.definition;
    const now = this.#now();
    const token = randomUUID();
    const asked = this.#table.takeProbe(found.queue, {
      model,
      now,
      token,
      deadline: now + Math.min(1_000 * timeout_seconds, LONGEST_PROBE_MS),
      most: breakerSettings(breaker).probes,
    });
    const reply = await unlessLate(asked);
    if (!reply) return undefined;
    this.#learn(model, reply.snapshot);
    if (reply.verdict === 'no') return undefined;
    return this.#newPass(model, reply.verdict === 'probe' ? token : undefined);
  }

  async #report(model: string, { calls, probes, restMs }: Gathered): Promise<void> {
    const found = this.#options.find(model);
    if (!found) return;
    const settings = breakerSettings(found.definition.breaker);
    const report = { model, now: this.#now(), calls, probes, rest_ms: restMs, settings };
    this.#learn(model, await this.#table.report(found.queue, report));
  }

  /** A probe that failed opens the breaker again; until the report is answered, nobody here need ask. */
  #expectOpen(model: string): void {
    const guarded = this.#guarded.get(model);
    const breaker = this.#options.find(model)?.definition.breaker;
    if (guarded?.snapshot.state !== 'half_open') return;
    const until = this.#now() + breakerSettings(breaker).cool_down_ms;
    this.#set(model, guarded, { ...guarded.snapshot, state: 'open', until });
  }

  /** Answers and messages come by two connections, so in any order. */
  #learn(model: string, snapshot: BreakerSnapshot): void {
    const guarded = this.#guarded.get(model);
    if (guarded && snapshot.changed >= guarded.snapshot.changed) this.#set(model, guarded, snapshot);
  }

  #set(model: string, guarded: Guarded, snapshot: BreakerSnapshot): void {
    const changed = guarded.snapshot.state !== snapshot.state;
    guarded.snapshot = snapshot;
    if (changed) this.#options.onChange?.(model, snapshot.state);
  }
}

/** What Redis answers; undefined when it does not, or too late. */
async function unlessLate<T>(asked: Promise<T>): Promise<T | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  try {
    return await Promise.race([asked, late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
