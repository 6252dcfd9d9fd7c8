import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { changeJob } from '../../../shared/lifecycle/change-job.ts';
import { modelQueue } from '../../../shared/queues/queue-names.ts';
import { readJob } from '../../../shared/stores/read-job.ts';
import { type System, startSystem } from '../../support/system.ts';

const MODEL = 'sim-echo';
let system: System;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl') });
});
afterAll(() => system.stop());

/** Ends a job in place of a worker that then dies before it ends the hop; returns what becomes of the hop. */
async function hopOf(to: 'failed' | 'refused', code: string) {
  const { queues, store } = system.installation;
  const queue = queues.queue(modelQueue(MODEL));
  await queue.pause();
  const { body } = await system.api.post({ task: 'chat', model: MODEL, input: { prompt: to } });
  const job = await readJob(store, 'default', body.id);
  if (!job) throw new Error('the job is gone');
  await changeJob(system.installation, job, { to, error: { code }, entry: { code } });
  await queue.resume();
  const finished = async () => (await queue.getJob(`${body.id}-1`))?.finishedOn;
  await expect.poll(finished, { timeout: 15_000 }).toBeDefined();
  const hop = await queue.getJob(`${body.id}-1`);
  return { state: await hop?.getState(), reason: hop?.failedReason };
}

test('the hop of a failed job whose worker died before it failed the hop stands under "failed"', async () => {
  expect(await hopOf('failed', 'model_auth')).toEqual({ state: 'failed', reason: 'model_auth' });
});

test('the hop of a job that ended otherwise is completed', async () => {
  expect(await hopOf('refused', 'model_refused')).toMatchObject({ state: 'completed' });
});
