/** Work that needs no model. */
export const STEPS_QUEUE = 'steps';
export const DELIVERIES_QUEUE = 'deliveries';
export const MAINTENANCE_QUEUE = 'maintenance';

/** The queue of a model's hops. */
export function modelQueue(modelId: string): string {
  return `model.${modelId}`;
}

/**
 * BullMQ priority of delivery hops. All have the same, so they keep their order; but BullMQ finds a hop that
 * has one at once, and searches a list of all that have none.
 */
export const DELIVERY_PRIORITY = 1;

/**
 * What a job hop carries on its queue: no content, and little enough for Redis to keep it compact. Its BullMQ
 * name is the task; the job's id and the hop's number are its id.
 */
export interface JobHopData {
  readonly tenant: string;
  /**
   * Its place in the order of its queue, in virtual tokens: its priority is made from it. A hop that an older version or
   * an operator has added may have none: it keeps the priority it has, and moves no clock.
   */
  readonly place?: number;
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

/** What a BullMQ id of a hop says. */
export interface HopPlace {
  readonly ownerId: string;
  readonly hop: number;
  /** The side call that it makes; absent for one that carries its job itself. */
  readonly branch?: string;
}

/** Whose hop it is, its number and its side call, from its BullMQ id. */
export function parseHopId(id: string): HopPlace {
  const at = id.lastIndexOf('-');
  const [hop = '', ...branch] = id.slice(at + 1).split('.');
  return {
    ...{ ownerId: id.slice(0, at), hop: Number(hop) },
    ...(branch.length > 0 && { branch: branch.join('.') }),
  };
}
