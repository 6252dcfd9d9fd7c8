import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Receiver } from '../../support/receiver.ts';
import { type System, startSystem } from '../../support/system.ts';

let system: System;
let receiver: Receiver;
let address: string;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl') });
  receiver = new Receiver();
  address = await receiver.start();
});

afterAll(async () => {
  await system.stop();
  await receiver.stop();
});

test('a job goes from request to result and to its webhook', async () => {
  const accepted = await system.api.post({
    task: 'chat',
    input: { prompt: 'hello world' },
    webhook: { url: address, secret: receiver.secret },
    metadata: { order: '7' },
    subject: 'customer-1',
  });
  expect(accepted.status).toBe(202);
  expect(accepted.headers.get('location')).toBe(`/v1/jobs/${accepted.body.id}`);
  expect(Number(accepted.headers.get('retry-after'))).toBeGreaterThan(0);

  const job = await system.api.finished(accepted.body.id);
  expect(job).toMatchObject({
    status: 'completed',
    result: { output: 'hello world', finish_reason: 'stop' },
    error: null,
    metadata: { order: '7' },
    subject: 'customer-1',
    attempts: 1,
    model: 'sim-echo',
  });
  const [message] = await receiver.waitFor(1, ({ body }) => body.data.id === job.id);
  expect(message && receiver.verify(message)).toMatchObject({ type: 'job.completed', data: job });
});

test('a task with a schema gives JSON that matches it', async () => {
  const { body } = await system.api.post(
    { task: 'support-triage', input: { ticket: 'I was charged twice, refund me now!' } },
    { wait: 30 },
  );
  expect(body.status).toBe('completed');
  expect(body.result?.output).toMatchObject({ category: 'billing', sentiment: 'negative' });
});
