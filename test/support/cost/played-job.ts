import type { JobStatus } from '../../../shared/contracts/job-states.ts';
import { reservationOf } from '../../../shared/cost/reservation.ts';
import { randomId } from '../../../shared/security/ids.ts';
import { admitJob, type NewJob } from '../../../shared/stores/admit-job.ts';
import { beginAttempt } from '../../../shared/stores/begin-attempt.ts';
import { openJournal } from '../../../shared/stores/journal.ts';
import { type Moved, moveJob } from '../../../shared/stores/move-job.ts';
import { readRecord } from '../../../shared/stores/read-job.ts';
import type { Store } from '../../../shared/stores/store.ts';

export interface PlayedJobOptions {
  readonly task?: string;
  readonly apiKey?: string;
  /** The most it can cost, in micro-USD. */
  readonly worst: number;
}

const ECHO = { model: 'sim-echo' };
const LIFETIME_MS = 86_400_000;

/** A job whose api and worker the test plays, with the product's own scripts. */
export class PlayedJob {
  readonly id: string;
  readonly #store: Store;
  readonly #tenant: string;
  readonly #options: Required<PlayedJobOptions>;

  constructor(store: Store, tenant: string, options: PlayedJobOptions, id = randomId('job')) {
    this.#store = store;
    this.#tenant = tenant;
    this.#options = { task: 'chat', apiKey: 'key_test', ...options };
    this.id = id;
  }

  /** Admits the job, as often as it is called. @throws AppError `budget_exceeded` */
  async admit(): Promise<string> {
    const { task, apiKey, worst } = this.#options;
    const now = Date.now();
    const job: NewJob = {
      ...{ tenant: this.#tenant, id: this.id, fingerprint: this.id, task, taskVersion: 1, promptVersion: 1 },
      routeVersion: null,
      policyVersion: null,
      decided: {},
      ...{ model: 'sim-echo', queue: 'model.sim-echo', priority: 'standard', sensitivity: 'internal' },
      ...{ createdAt: now, expiresAt: now + LIFETIME_MS, traceId: '0'.repeat(32), apiKeyId: apiKey },
      content: { input: { prompt: 'hello' }, lifetimeMs: LIFETIME_MS },
      tokens: 1_026,
      worstCost: () => worst,
    };
    const admission = await admitJob(this.#store, job, 0);
    return typeof admission === 'object' ? 'created' : admission;
  }

  /** Settles a call in an attempt of its own. @returns false where it was settled before, or the job has ended */
  async settle(
    effect: string,
    cost: number,
    model: { model: string; family?: string } = ECHO,
  ): Promise<boolean> {
    const { hop, attempt, task } = await this.#record();
    const claim = { tenant: this.#tenant, id: this.id, task, hop, attempt: attempt + 1 };
    const beginning = await beginAttempt(this.#store, claim, 'model.sim-echo');
    if (beginning.verdict !== 'ok') return false;
    const journal = await openJournal(this.#store, claim, beginning.job, () => {});
    const usage = { input: cost, output: 0, cached: 0, reasoning: 0 };
    const value = randomId('answer');
    return (await journal.put(effect, value, { ...model, usage, cost })) === value;
  }

  /** Moves the job on, whatever owns it. */
  async move(to: JobStatus): Promise<Moved> {
    const record = await this.#record();
    const redrive = to === 'queued' ? reservationOf(record, this.#options.worst, Date.now()) : undefined;
    const at = Date.now();
    const nextHopOn = redrive && record.queue;
    return moveJob(this.#store, record, { at, to, entry: {}, redrive, nextHopOn, sweepAt: at + LIFETIME_MS });
  }

  async #record() {
    const record = await readRecord(this.#store, this.#tenant, this.id);
    if (!record) throw new Error('the job is gone');
    return record;
  }
}
