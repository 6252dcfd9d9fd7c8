import { expect } from 'vitest';
import type { JobObject } from '../../shared/contracts/job-object.ts';
import type { ApiClient } from './api-client.ts';
import type { SimulatorCall } from './simulator-calls.ts';

/** A busy machine takes a while. */
const PATIENCE_MS = 20_000;

/** The most of these calls that were under way at the same time. */
export function mostAtOnce(calls: readonly SimulatorCall[]): number {
  const events = calls.flatMap(({ started_at, finished_at }) => [
    { at: Date.parse(started_at), change: 1 },
    { at: Date.parse(finished_at ?? '9999-01-01T00:00:00Z'), change: -1 },
  ]);
  // Times are whole ms: a call that begins in the ms in which another one ends may have begun after it.
  events.sort((a, b) => a.at - b.at || a.change - b.change);
  let now = 0;
  return events.reduce((most, { change }) => {
    now += change;
    return Math.max(most, now);
  }, 0);
}

/** The jobs as they are now. */
export function readAll(api: ApiClient, ids: readonly string[]): Promise<JobObject[]> {
  return Promise.all(ids.map(async (id) => (await api.get(`/v1/jobs/${id}`)).body));
}

/** Waits until so many of the jobs wait for their tenant, and returns these. */
export async function whenLimited(
  api: ApiClient,
  ids: readonly string[],
  count = ids.length,
): Promise<JobObject[]> {
  let waiting: JobObject[] = [];
  await expect
    .poll(
      async () => {
        waiting = (await readAll(api, ids)).filter((job) => job.waiting_for?.includes('tenant_limit'));
        return waiting.length;
      },
      { timeout: PATIENCE_MS },
    )
    .toBe(count);
  return waiting;
}
