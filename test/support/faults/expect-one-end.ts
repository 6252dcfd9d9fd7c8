import { expect } from 'vitest';
import type { JobObject } from '../../../shared/contracts/job-object.ts';
import { isFinal } from '../../../shared/contracts/job-states.ts';
import type { ProcessSystem } from '../process-system.ts';

/**
 * Waits until a job has ended, and expects that it has done so once: one delivery, whose message arrived with
 * a right signature, under one id however often, and says what the record says.
 * @returns the job as it ended
 */
export async function expectOneEnd(system: ProcessSystem, id: string): Promise<JobObject> {
  const { api, receiver, installation } = system;
  const job = await api.finished(id);
  expect(isFinal(job.status), `${id} is ${job.status}`).toBe(true);
  const messages = await receiver.waitFor(1, ({ body }) => body.data.id === id);
  for (const message of messages) {
    expect(receiver.verify(message)).toMatchObject({ type: `job.${job.status}`, data: job });
  }
  const { redis, keys } = installation.store;
  const deliveries = await redis.smembers(keys.jobDeliveries('default', id));
  expect(deliveries).toHaveLength(1);
  expect(new Set(messages.map((message) => message.id))).toEqual(new Set(deliveries));
  return job;
}
