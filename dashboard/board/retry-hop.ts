import { Job } from 'bullmq';
import { z } from 'zod';
import { appendAudit } from '../../shared/audit/append-audit.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Lifecycle } from '../../shared/lifecycle/change-job.ts';
import { redriveDelivery } from '../../shared/lifecycle/redrive-delivery.ts';
import { redriveJob } from '../../shared/lifecycle/redrive-job.ts';
import { DELIVERIES_QUEUE, hopId, MAINTENANCE_QUEUE, parseHopId } from '../../shared/queues/queue-names.ts';
import { readDelivery } from '../../shared/stores/deliveries.ts';

const jobHopSchema = z.object({ tenant: z.string() });
const deliveryHopSchema = z.object({ tenant: z.string(), delivery_id: z.string() });

/** With these the failed hop stands for nothing any more: its job or delivery is gone, or was redriven before. */
const STALE = new Set<string>(['not_found', 'job_not_failed']);

/**
 * Puts the job or delivery behind a failed hop back to work, on a new hop with fresh attempts. The failed hop
 * is removed, also when it turns out to be stale. Work that belongs to no job is tried once more as it is.
 * @param actor who asked: `user:…`
 * @returns the id of the new hop; undefined when the same hop is tried again
 * @throws AppError `not_found`, `job_not_failed`, `endpoint_disabled`
 */
export async function retryHop(lifecycle: Lifecycle, hop: Job, actor: string): Promise<string | undefined> {
  if (hop.queueName === MAINTENANCE_QUEUE) {
    await Job.prototype.retry.call(hop, 'failed', { resetAttemptsMade: true });
    return undefined;
  }
  try {
    const redrive = hop.queueName === DELIVERIES_QUEUE ? redriveFailedDelivery : redriveFailedJob;
    const next = await redrive(lifecycle, hop, actor);
    await discard(hop);
    return next;
  } catch (error) {
    if (!(error instanceof AppError) || error.entry.status >= 500) throw error;
    if (STALE.has(error.code)) await discard(hop);
    await appendAudit(lifecycle.store, undefined, {
      actor,
      action: 'hop.retry',
      target: `${hop.queueName} ${hop.id}`,
      outcome: 'denied',
      reason: error.code,
    });
    throw error;
  }
}

async function redriveFailedJob(lifecycle: Lifecycle, hop: Job, actor: string): Promise<string> {
  const { tenant } = jobHopSchema.parse(hop.data);
  const { record } = await redriveJob(lifecycle, tenant, parseHopId(hop.id ?? '').ownerId, actor);
  return hopId(record.id, record.hop);
}

/** A redrive takes a delivery in any state; from the failed ones only a failed delivery is meant. */
async function redriveFailedDelivery(lifecycle: Lifecycle, hop: Job, actor: string): Promise<string> {
  const { tenant, delivery_id } = deliveryHopSchema.parse(hop.data);
  const status = (await readDelivery(lifecycle.store, tenant, delivery_id))?.record.status;
  if (status !== undefined && status !== 'failed') {
    throw new AppError('job_not_failed', `The delivery is ${status}; only a failed one can be retried.`);
  }
  const { record } = await redriveDelivery(lifecycle, tenant, delivery_id, actor);
  return hopId(record.id, record.hop);
}

/** Removing fails only where somebody else has done it. */
async function discard(hop: Job): Promise<void> {
  await hop.remove().catch(() => {});
}
