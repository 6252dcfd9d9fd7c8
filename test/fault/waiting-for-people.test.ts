import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { catalogClient } from '../support/catalog-client.ts';
import { type ProcessSystem, startProcessSystem } from '../support/process-system.ts';

let system: ProcessSystem;

beforeAll(async () => {
  system = await startProcessSystem({ redisUrl: inject('redisUrl'), models: { 'sim-echo': {} } });
});
afterAll(() => system.stop());

test('a job that waits for approval outlives every worker, and goes on where it is approved', async () => {
  const stored = await catalogClient(system.api).put('tasks/watched', {
    ...{ name: 'watched', description: 'Needs an approval.', models: ['sim-echo'], prompt: 'chat' },
    input_schema: { type: 'object', required: ['prompt'], properties: { prompt: { type: 'string' } } },
    require_approval: {},
  });
  expect(stored.status).toBe(201);
  await catalogClient(system.api).label('tasks/watched', 'production', { version: 1 });
  const worker = await system.startWorker();
  const { body } = await system.api.post({
    ...{ task: 'watched', input: { prompt: 'for later' }, webhook: system.webhook },
  });
  await system.receiver.waitFor(1, ({ body: { type } }) => type === 'job.awaiting_approval');
  await worker.kill();
  const created = await system.api.request<{ key: string }>('POST', '/v1/api-keys', {
    ...{ name: 'person', scopes: ['approvals:decide'] },
  });
  const decision = { decision: 'approve', reason: 'fine' };
  const person = system.api.as(created.body.key);
  expect((await person.request('POST', `/v1/approvals/${body.id}`, decision)).status).toBe(200);
  await system.startWorker();
  expect(await system.api.finished(body.id)).toMatchObject({ status: 'completed' });
});
