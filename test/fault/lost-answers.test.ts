import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { expectOneEnd } from '../support/faults/expect-one-end.ts';
import { type ProcessSystem, startProcessSystem } from '../support/process-system.ts';

let system: ProcessSystem;

beforeAll(async () => {
  system = await startProcessSystem({
    redisUrl: inject('redisUrl'),
    models: { 'sim-held': { held: true, retry: { attempts: 3, base_ms: 50, max_ms: 50 } } },
  });
}, 60_000);

afterAll(() => system.stop());

test('a job ends once although the answer to each of its writes was lost the first time', async () => {
  const { api, held, webhook } = system;
  await system.launch('test/support/faults/lossy-worker.ts').ready;
  const { body } = await api.post({ task: 'chat', input: { prompt: 'lossy' }, webhook });
  (await held.call('lossy')).answer();
  expect(await expectOneEnd(system, body.id)).toMatchObject({ status: 'completed' });
  expect(held.callsOf('lossy')).toHaveLength(1);
});

test('a retry happens once although the answer to the write of it was lost', async () => {
  const { api, held, webhook } = system;
  await system.launch('test/support/faults/lossy-worker.ts').ready;
  const { body } = await api.post({ task: 'chat', input: { prompt: 'retry' }, webhook });
  (await held.call('retry')).refuse(500);
  (await held.call('retry', 2)).answer();
  expect(await expectOneEnd(system, body.id)).toMatchObject({ status: 'completed' });
  expect(held.callsOf('retry')).toHaveLength(2);
});
