import type { Pins } from '../catalog/catalog.ts';
import { isFinal } from '../contracts/job-states.ts';
import { eventFor } from '../contracts/webhook-events.ts';
import type { HopQueues } from '../queues/hop-queues.ts';
import { modelQueue } from '../queues/queue-names.ts';
import { openBranches } from '../stores/branches.ts';
import { deliveryTarget } from '../stores/endpoints.ts';
import type { JobInput } from '../stores/job-content.ts';
import type { JobRecord, Usage } from '../stores/job-record.ts';
import { type Move, type Moved, moveJob, queuesOf } from '../stores/move-job.ts';
import { type NewDelivery, newDelivery } from '../stores/new-delivery.ts';
import { jobObject } from '../stores/render-job.ts';
import type { Store } from '../stores/store.ts';
import { dueParts } from '../stores/tenant-retention.ts';

/** What changing a job needs: the store, and the queues for the hop or delivery that follows. */
export interface Lifecycle {
  readonly store: Store;
  readonly queues: HopQueues;
  /** Sends a delivery that has just been recorded on its way; it must not fail for the receiver's sake. */
  deliver(delivery: Announced): Promise<void>;
  /** How long a queue's hop rests before its next attempt, in ms, with jitter. */
  backoffMs(queue: string, attemptsMade: number): number;
  /** The most that a job can cost from its first call on, in micro-USD. */
  worstCost(
    job: Pins & Pick<JobRecord, 'model' | 'expiresAt'>,
    input: Pick<JobInput, 'input' | 'parameters' | 'choice'>,
  ): number;
}

/** A recorded delivery and what it announces. */
export interface Announced extends NewDelivery {
  readonly tenant: string;
  /** Absent for an event of the tenant itself. */
  readonly jobId?: string;
  readonly event: string;
  /** When it was recorded, in Unix ms. */
  readonly at: number;
}

/** A change without the parts that follow from the job itself. */
export interface Change extends Omit<Move, 'at' | 'delivery' | 'queuesNow' | 'sweepAt'> {
  /** What the job has used and cost, where the caller knows better than the record it has read. */
  readonly usage?: Usage;
  /** Micro-USD. */
  readonly cost?: number;
}

/**
 * Changes a job in the order that survives every crash: first one script on the record (state, result,
 * timeline, delivery), then the delivery goes on its way. What is cut off between the two, the reconciler adds. Hops
 * of the tenant that now have room are woken; should that get lost, maintenance calls them again.
 */
export async function changeJob(
  lifecycle: Lifecycle,
  job: { readonly record: JobRecord; readonly input?: JobInput },
  change: Change,
): Promise<Moved> {
  const { store, queues } = lifecycle;
  const { record } = job;
  const queuesNow = await clocksOf(queues, queuesOf(change));
  const at = Date.now();
  const delivery = await announce(store, job, change, at);
  const sweepAt = isFinal(change.to) ? await firstDue(store, record, at) : undefined;
  const moved = await moveJob(store, record, { ...change, at, queuesNow, delivery, sweepAt });
  if (moved.done && moved.called.length > 0) await queues.wake(moved.called).catch(() => {});
  if (moved.done && delivery) {
    const { tenant, id: jobId } = record;
    await lifecycle.deliver({ ...delivery, tenant, jobId, event: `job.${change.to}`, at });
  }
  return moved;
}

/** When the first part of a job that ends now is due to go, in Unix ms. */
async function firstDue(store: Store, { tenant, sensitivity }: JobRecord, at: number): Promise<number> {
  return dueParts(await store.retention(tenant), sensitivity, at, at - 1).next;
}

async function clocksOf({ clocks }: HopQueues, names: readonly string[]): Promise<Map<string, number>> {
  return new Map(await Promise.all(names.map(async (name) => [name, (await clocks.of(name)).now] as const)));
}

/** The delivery that tells the job's address of the change, when it has one that wants the event. */
async function announce(
  store: Store,
  { record, input }: { readonly record: JobRecord; readonly input?: JobInput },
  change: Change,
  at: number,
): Promise<NewDelivery | undefined> {
  const type = eventFor(change.to);
  if (!type || !input?.webhook) return undefined;
  const target = await deliveryTarget(store, record.tenant, input.webhook, type);
  if (!target) return undefined;
  const after: JobRecord = {
    ...record,
    status: change.to,
    version: record.version + 1,
    finishedAt: isFinal(change.to) ? at : undefined,
    errorCode: change.error?.code,
    errorStage: change.error?.stage,
    usage: change.usage ?? record.usage,
    cost: change.cost ?? record.cost,
    model: change.model ?? record.model,
  };
  return newDelivery(store, record.tenant, target, {
    type,
    at,
    data: jobObject(after, { input, result: change.result }),
    job: record,
  });
}

/** How the hops that carry a job on are added. */
export interface HopsAdded {
  readonly delayMs?: number;
  /** Where their turns begin, where they have taken any. */
  readonly starts?: readonly number[];
}

/** Adds the hop a queued job needs now, after a move that gave it one; or those of the branches that it waits for. */
export async function addHop(
  { queues }: Pick<Lifecycle, 'queues'>,
  record: Pick<JobRecord, 'tenant' | 'id' | 'task' | 'queue' | 'hop' | 'priority'> &
    Partial<Pick<JobRecord, 'branches'>>,
  { delayMs, starts = [] }: HopsAdded = {},
): Promise<void> {
  const branches = openBranches(record);
  if (branches.length === 0) {
    await queues.addJobHop(record, { delayMs, start: starts[0] });
    return;
  }
  await Promise.all(
    branches.map(({ branch, model }, i) =>
      queues.addJobHop({ ...record, queue: modelQueue(model), branch }, { start: starts[i] }),
    ),
  );
}
