import canonicalize from 'canonicalize';
import type { CompiledTask } from '../catalog/catalog.ts';
import { type WaitingHop, waitingHop } from '../limits/waiting-hops.ts';
import { hopId } from '../queues/queue-names.ts';
import type { Box } from '../security/box.ts';
import { openIfPossible } from '../security/seal.ts';
import type { Claim, OwnedJob } from './begin-attempt.ts';
import type { JobOutput } from './job-content.ts';
import type { JobRecord } from './job-record.ts';
import type { Store } from './store.ts';

/** An answer that was found before, and what it cost then, in micro-USD. */
export interface CachedAnswer {
  readonly output: JobOutput;
  readonly cost: number;
}

/**
 * `find`: nobody has an answer, and this job is to find it for all. `alone`: it was looked for in vain just now, so
 * everyone asks for himself. `wait`: another job is at it, and will wake this one.
 */
export type Looked = { readonly hit: CachedAnswer } | 'find' | 'alone' | 'wait' | 'gone';

const PART = 'answer';
/** After a failure equal requests do not wait for each other for this long, in ms. */
const IN_VAIN_MS = 30_000;
const VERDICTS = new Map<unknown, 'find' | 'alone' | 'wait' | 'gone'>([
  [1, 'find'],
  [2, 'alone'],
  [0, 'wait'],
  [-1, 'gone'],
]);

/** The place of one request's answer in its tenant's cache. */
export class AnswerCache {
  readonly #store: Store;
  readonly #claim: Claim;
  readonly #queue: string;
  readonly #subject: string | undefined;
  readonly #key: string;

  private constructor(
    store: Store,
    claim: Claim,
    { queue, subject }: Pick<JobRecord, 'queue' | 'subject'>,
    key: string,
  ) {
    this.#store = store;
    this.#claim = claim;
    this.#queue = queue;
    this.#subject = subject;
    this.#key = key;
  }

  /**
   * Equal are requests of one tenant with the same versions, model, input and parameters, however they are spelt.
   * @param versionOf the version of a model's definition: of all that may answer, each has decided what they are
   */
  static async of(
    store: Store,
    claim: Claim,
    { record, input }: OwnedJob,
    task: CompiledTask,
    versionOf: (model: string) => number | undefined,
  ): Promise<AnswerCache> {
    const secrets = await store.tenantKeys(record.tenant);
    const { taskVersion, promptVersion, routeVersion, policyVersion } = task;
    const models =
      input.model === undefined ? task.route.candidates.map(({ model }) => model) : [input.model];
    const request = {
      ...{ task: task.task, taskVersion, promptVersion, routeVersion, policyVersion },
      model: input.model ?? null,
      modelVersions: models.map((name) => versionOf(name) ?? null),
      ...{ input: input.input, parameters: input.parameters ?? {}, sensitivity: record.sensitivity },
      // What was answered about one is nobody else's, and goes with its key.
      subject: record.subject ?? null,
    };
    return new AnswerCache(store, claim, record, secrets.digest('cache', canonicalize(request) ?? ''));
  }

  /** @param findMs how long finding the answer may take */
  async look(findMs: number): Promise<Looked> {
    const { id, hop } = this.#claim;
    const waiter = `${this.#queue} ${hopId(id, hop)}`;
    const args = [id, this.#key, Math.ceil(findMs), this.#attempt, waiter];
    const reply = await this.#store.run('look-in-cache', this.#keys, args);
    if (!(reply instanceof Buffer)) return VERDICTS.get(reply) ?? 'alone';
    const box = await this.#box();
    const hit = box && openIfPossible(() => box.open<CachedAnswer>(PART, reply));
    return hit ? { hit } : 'alone';
  }

  /** Keeps the answer that the job has found. @returns the hops that waited for it */
  async put(answer: CachedAnswer, keepMs: number): Promise<WaitingHop[]> {
    const box = await this.#box();
    return box ? this.#end(box.seal(PART, answer), keepMs) : this.giveUp();
  }

  /** Says that the job has found none. @returns the hops that waited for it */
  async giveUp(): Promise<WaitingHop[]> {
    return this.#end('', IN_VAIN_MS);
  }

  async #end(sealed: Buffer | '', ms: number): Promise<WaitingHop[]> {
    const reply = (await this.#store.run('put-in-cache', this.#keys, [
      this.#attempt,
      sealed,
      ms,
    ])) as Buffer[];
    return reply.map(waitingHop);
  }

  get #attempt(): string {
    const { id, hop, attempt } = this.#claim;
    return `${id} ${hop}.${attempt}`;
  }

  get #keys(): string[] {
    const { keys } = this.#store;
    const { tenant, id } = this.#claim;
    return [
      ...[keys.job(tenant, id), keys.cachedAnswer(tenant, this.#key)],
      ...[keys.cacheFinder(tenant, this.#key), keys.cacheWaiters(tenant, this.#key)],
    ];
  }

  /** None where the subject was erased meanwhile. */
  async #box(): Promise<Box | undefined> {
    const { tenant } = this.#claim;
    const context = `cache_${this.#key}`;
    if (this.#subject !== undefined) return this.#store.dataKeys.subjectBox(tenant, this.#subject, context);
    return (await this.#store.tenantKeys(tenant)).box(context);
  }
}
