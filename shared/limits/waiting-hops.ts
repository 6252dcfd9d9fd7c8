import type { Keys } from '../redis/keys.ts';

/** A hop that waits among the delayed for something that may come earlier. */
export interface WaitingHop {
  readonly queue: string;
  readonly id: string;
}

/** Reads a hop as scripts tell it: its queue and its id, and perhaps more. */
export function waitingHop(told: Buffer): WaitingHop {
  const [queue = '', id = ''] = String(told).split(' ');
  return { queue, id };
}

/** The keys by which scripts keep a tenant's limits, in the order they take them. */
export function tenantLimitKeys(keys: Keys, tenant: string): string[] {
  return [keys.tenant(tenant), keys.runningJobs(tenant), keys.waitingHops(tenant), keys.lastMinute(tenant)];
}
