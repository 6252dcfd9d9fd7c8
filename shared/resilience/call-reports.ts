import type { CallOutcome } from './breaker-settings.ts';

/** Successes are gathered this long, in ms. */
const GATHER_MS = 200;

/** What one call came to. */
export interface EndedCall {
  readonly outcome: CallOutcome;
  /** Its token, when it was a probe. */
  readonly probe?: string;
  /** How long the provider asked to be left alone, in ms. */
  readonly restMs?: number;
}

/** Outcomes of a model that were gathered. */
export interface Gathered {
  readonly calls: Partial<Record<CallOutcome, number>>;
  readonly probes: Record<string, CallOutcome>;
  restMs: number;
}

/** Sends what was gathered; it may fail. */
type Send = (model: string, gathered: Gathered) => Promise<void>;

/**
 * Gathers what the calls of models come to and sends it in the background. Successes wait a moment for others;
 * a failure and the end of a probe, which may change the breaker, are sent at once, with those that come while
 * a report is on its way in the next.
 */
export class CallReports {
  readonly #send: Send;
  readonly #gathered = new Map<string, Gathered>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #sending = new Map<string, Promise<void>>();

  constructor(send: Send) {
    this.#send = send;
  }

  add(model: string, { outcome, probe, restMs = 0 }: EndedCall): void {
    const gathered = this.#gathered.get(model) ?? { calls: {}, probes: {}, restMs: 0 };
    this.#gathered.set(model, gathered);
    if (probe === undefined) gathered.calls[outcome] = (gathered.calls[outcome] ?? 0) + 1;
    else gathered.probes[probe] = outcome;
    gathered.restMs = Math.max(gathered.restMs, restMs);
    if (outcome !== 'success' || probe !== undefined) void this.#flush(model);
    else if (!this.#timers.has(model)) {
      const timer = setTimeout(() => void this.#flush(model), GATHER_MS);
      this.#timers.set(model, timer.unref());
    }
  }

  /** Sends all that is gathered; resolves when it is sent. */
  async flush(): Promise<void> {
    const models = new Set([...this.#gathered.keys(), ...this.#sending.keys()]);
    await Promise.all([...models].map((model) => this.#flush(model)));
  }

  /** One report of a model at a time: the next takes along what was gathered meanwhile. */
  async #flush(model: string): Promise<void> {
    const sending = this.#sending.get(model);
    if (sending || !this.#gathered.has(model)) return sending;
    const sent = this.#sendAll(model);
    this.#sending.set(model, sent);
    return sent;
  }

  async #sendAll(model: string): Promise<void> {
    for (let gathered = this.#take(model); gathered; gathered = this.#take(model)) {
      // Statistics that are lost are made up for by the next calls.
      await this.#send(model, gathered).catch(() => {});
    }
    this.#sending.delete(model);
  }

  #take(model: string): Gathered | undefined {
    clearTimeout(this.#timers.get(model));
    this.#timers.delete(model);
    const gathered = this.#gathered.get(model);
    this.#gathered.delete(model);
    return gathered;
  }
}
