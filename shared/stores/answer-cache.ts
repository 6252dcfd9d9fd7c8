import canonicalize from 'canonicalize';
import type { CompiledTask } from '../catalog/catalog.ts';
import { openIfPossible } from '../security/seal.ts';
import type { OwnedJob } from './begin-attempt.ts';
import type { JobOutput } from './job-content.ts';
import type { Store } from './store.ts';

/** An answer that was found before, and what it cost then, in micro-USD. */
export interface CachedAnswer {
  readonly output: JobOutput;
  readonly cost: number;
}

/** `find`: nobody has an answer, and this job is to find it. `wait`: another job is at it. */
export type Looked = { readonly hit: CachedAnswer } | 'find' | 'wait' | 'gone';

const PART = 'answer';

/** The place of one request's answer in its tenant's cache. */
export class AnswerCache {
  readonly #store: Store;
  readonly #job: { readonly tenant: string; readonly id: string };
  readonly #key: string;

  private constructor(store: Store, job: { readonly tenant: string; readonly id: string }, key: string) {
    this.#store = store;
    this.#job = job;
    this.#key = key;
  }

  /** Equal are requests of one tenant with the same versions, model, input and parameters, however they are spelt. */
  static async of(store: Store, { record, input }: OwnedJob, task: CompiledTask): Promise<AnswerCache> {
    const secrets = await store.tenantKeys(record.tenant);
    const { taskVersion, promptVersion, routeVersion } = task;
    const request = {
      ...{ task: task.task, taskVersion, promptVersion, routeVersion, model: input.model ?? null },
      ...{ input: input.input, parameters: input.parameters ?? {}, sensitivity: record.sensitivity },
    };
    return new AnswerCache(store, record, secrets.digest('cache', canonicalize(request) ?? ''));
  }

  /** @param findMs how long finding the answer may take */
  async look(findMs: number): Promise<Looked> {
    const reply = await this.#store.run('look-in-cache', this.#keys, [
      ...[this.#job.id, this.#key, Math.ceil(findMs)],
    ]);
    if (reply === 0) return 'wait';
    if (reply === -1) return 'gone';
    if (!(reply instanceof Buffer)) return 'find';
    const box = await this.#box();
    const hit = openIfPossible(() => box.open<CachedAnswer>(PART, reply));
    return hit ? { hit } : 'find';
  }

  /** Keeps the answer that the job has found. */
  async put(answer: CachedAnswer, keepMs: number): Promise<void> {
    const sealed = (await this.#box()).seal(PART, answer);
    await this.#store.run('put-in-cache', this.#keys, [this.#job.id, sealed, keepMs]);
  }

  /** Lets another job find the answer. */
  async giveUp(): Promise<void> {
    await this.#store.run('put-in-cache', this.#keys, [this.#job.id, '', 0]);
  }

  get #keys(): string[] {
    const { keys } = this.#store;
    const { tenant, id } = this.#job;
    return [keys.job(tenant, id), keys.cachedAnswer(tenant, this.#key), keys.cacheFinder(tenant, this.#key)];
  }

  async #box() {
    return (await this.#store.tenantKeys(this.#job.tenant)).box(`cache_${this.#key}`);
  }
}
