import { tenantLimitKeys, type WaitingHop, waitingHop } from '../limits/waiting-hops.ts';
import type { Box } from '../security/box.ts';
import { openIfPossible } from '../security/seal.ts';
import { type JobInput, PART } from './job-content.ts';
import { lifecycleEntry } from './job-log.ts';
import { hashOf, type JobRecord, parseRecord } from './job-record.ts';
import type { Store } from './store.ts';

/** One attempt of one hop, as BullMQ started it. */
export interface Claim {
  readonly tenant: string;
  readonly id: string;
  readonly task: string;
  readonly hop: number;
  /** BullMQ's `attemptsStarted`. */
  readonly attempt: number;
  /** The job's side call that the hop makes, where it makes one. */
  readonly branch?: string;
}

/** What an attempt that owns its job works with. */
export interface OwnedJob {
  readonly record: JobRecord;
  readonly input: JobInput;
  /** Sealed effects by id. */
  readonly journal: ReadonlyMap<string, Buffer>;
  /** What all that the job holds is sealed in. */
  readonly box: Box;
}

/** A hop that its tenant's limits leave no room for: it is put off, and will be called. */
export interface LimitedHop {
  readonly verdict: 'limited';
  /** After this it looks by itself, in ms. */
  readonly delayMs: number;
  /** Hops that there is room for. */
  readonly called: readonly WaitingHop[];
  /** As it waits, and its place there. */
  readonly waiter: string;
  readonly place: number;
}

export type Beginning =
  | LimitedHop
  | { readonly verdict: 'ok'; readonly job: OwnedJob }
  | { readonly verdict: 'unreadable' | 'superseded' | 'final'; readonly record: JobRecord }
  | { readonly verdict: 'missing' };

type Reply = [Buffer, Buffer[]?, Buffer?, Buffer[]?, Buffer?];
type LimitedReply = [Buffer, number, Buffer[], Buffer, Buffer];

/**
 * Fences all older attempts of the job and loads it, if its tenant's limits have room. One that is `unreadable` is
 * owned, but of no use.
 */
export async function beginAttempt(store: Store, claim: Claim, queue: string): Promise<Beginning> {
  const { keys } = store;
  const { tenant, id, task } = claim;
  const now = Date.now();
  const reply = await store.run(
    'begin-attempt',
    [
      keys.job(tenant, id),
      keys.jobInput(tenant, id),
      keys.jobJournal(tenant, id),
      keys.jobLog(tenant, id),
      keys.jobPartition(tenant, task, 'queued'),
      keys.jobPartition(tenant, task, 'running'),
      keys.jobPartitions(tenant),
      ...tenantLimitKeys(keys, tenant),
    ],
    [
      id,
      claim.hop,
      claim.attempt,
      now,
      `${task}:running`,
      lifecycleEntry({ at: now, status: 'running', queue, hop: claim.hop, attempt: claim.attempt }),
      keys.jobSteps(),
      `${tenant} ${id}`,
    ],
  );
  return readBeginning(store, claim, reply);
}

/** What a script that begins an attempt, or a side call, has answered. */
export async function readBeginning(
  store: Pick<Store, 'dataKeys'>,
  { tenant, id }: Pick<Claim, 'tenant' | 'id'>,
  answer: unknown,
): Promise<Beginning> {
  const reply = answer as Reply | LimitedReply;
  if (isLimited(reply)) return limitedHop(reply);
  const [verdict, flat, sealed, journal, countedIn] = reply;
  const read = flat && parseRecord(tenant, id, hashOf(flat));
  const record = read && (countedIn ? { ...read, countedIn: Number(String(countedIn)) } : read);
  if (!record) return { verdict: 'missing' };
  if (String(verdict) !== 'ok')
    return { verdict: String(verdict) === 'final' ? 'final' : 'superseded', record };
  const box = await store.dataKeys.box(tenant, id, record);
  const input = sealed && box && openIfPossible(() => box.open<JobInput>(PART.input, sealed));
  if (!input) return { verdict: 'unreadable', record };
  return { verdict: 'ok', job: { record, input, journal: effectsOf(journal ?? []), box } };
}

function isLimited(reply: Reply | LimitedReply): reply is LimitedReply {
  return String(reply[0]) === 'limited';
}

function limitedHop([, delayMs, called, waiter, place]: LimitedReply): LimitedHop {
  return {
    ...{ verdict: 'limited', delayMs, called: called.map(waitingHop) },
    ...{ waiter: String(waiter), place: Number(String(place)) },
  };
}

function effectsOf(flat: readonly Buffer[]): Map<string, Buffer> {
  const effects = new Map<string, Buffer>();
  for (let i = 0; i + 1 < flat.length; i += 2) {
    const sealed = flat[i + 1];
    if (sealed) effects.set(String(flat[i]), sealed);
  }
  return effects;
}
