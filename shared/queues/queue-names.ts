import type { Priority } from '../contracts/job-request.ts';

/** Work that needs no model. */
export const STEPS_QUEUE = 'steps';
export const DELIVERIES_QUEUE = 'deliveries';
export const MAINTENANCE_QUEUE = 'maintenance';

/** The queue of a model's hops. */
export function modelQueue(modelId: string): string {
  return `model.${modelId}`;
}

/**
 * BullMQ priorities of model hops: lower runs first. Every model hop has one, because a hop without a
 * priority would overtake all that have one.
 */
export const HOP_PRIORITY: Record<Priority, number> = {
  interactive: 1_000,
  standard: 100_000,
  batch: 1_000_000,
};

/**
 * BullMQ priority of delivery hops. All have the same, so they keep their order; but BullMQ finds a hop that
 * has one at once, and searches a list of all that have none.
 */
export const DELIVERY_PRIORITY = 1;

/**
 * What a job hop carries on its queue: ids only, and little enough for Redis to keep it compact. Its BullMQ
 * name is the task, the hop's number is in its id.
 */
export interface JobHopData {
  readonly tenant: string;
  readonly job_id: string;
}

/** What a delivery hop carries: ids only. Its BullMQ name is the event type. */
export interface DeliveryHopData {
  readonly tenant: string;
  readonly delivery_id: string;
  /** Absent where the event is the tenant's own. */
  readonly job_id?: string;
  /** Attempts of its schedule that were made before this hop; none when absent. */
  readonly tries?: number;
}

/**
 * BullMQ id of a hop: the same for every adder, so that adding twice adds once.
 * @param branch where the hop makes a side call: its name in the job
 */
export function hopId(ownerId: string, hop: number, branch?: string): string {
  return branch === undefined ? `${ownerId}-${hop}` : `${ownerId}-${hop}.${branch}`;
}

/** The number of a hop, from its BullMQ id. */
export function hopNumber(id: string): number {
  return Number.parseInt(id.slice(id.lastIndexOf('-') + 1), 10);
}

/** The side call that a hop makes, from its BullMQ id; undefined for one that carries its job itself. */
export function hopBranch(id: string): string | undefined {
  const rest = id.slice(id.lastIndexOf('-') + 1);
  const dot = rest.indexOf('.');
  return dot < 0 ? undefined : rest.slice(dot + 1);
}
