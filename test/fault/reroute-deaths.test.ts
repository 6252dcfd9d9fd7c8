import { expect, inject, test } from 'vitest';
import { expectOneEnd } from '../support/faults/expect-one-end.ts';
import { withProcesses } from '../support/faults/with-processes.ts';
import { callsAbout } from '../support/simulator-calls.ts';

const retry = { attempts: 1, base_ms: 10, max_ms: 10 };
const models = { 'sim-status-500': { retry }, 'sim-spare': { provider_model: 'sim-echo' } };
const options = { models, route: ['sim-status-500', 'sim-spare'] };

test.concurrent.each([
  // Nothing was written of the failure: it is met again.
  ['before:move-job', 2],
  ['after:move-job', 1],
  ['after:add-job-hop', 1],
])('a job whose worker dies at %s, on the way to its next model, ends once', (point, failures) =>
  withProcesses({ redisUrl: inject('redisUrl'), ...options }, async (system) => {
    const mortal = system.launch('test/support/faults/mortal-worker.ts', { DIE_AT: point });
    await mortal.ready;
    const { webhook } = system;
    const { body } = await system.api.post({ task: 'chat', input: { prompt: point }, webhook });
    expect((await mortal.ended).signal, mortal.output()).toBe('SIGKILL');
    await system.startWorker();
    expect(await expectOneEnd(system, body.id)).toMatchObject({
      ...{ status: 'completed', model: 'sim-spare', result: { output: point } },
    });
    const called = (await callsAbout(system.simulator, point)).map(({ model }) => model);
    expect(called).toEqual([...Array.from({ length: failures }, () => 'sim-status-500'), 'sim-echo']);
  }),
);

test.concurrent('a job that was rerouted survives the loss of its new hop', () =>
  withProcesses({ redisUrl: inject('redisUrl'), ...options }, async (system) => {
    // It must not begin the new hop itself before it dies: one that runs cannot be removed.
    const mortal = system.launch('test/support/faults/mortal-worker.ts', {
      ...{ DIE_AT: 'after:add-job-hop', ONLY_MODEL: 'sim-status-500' },
    });
    await mortal.ready;
    const { api, webhook, installation } = system;
    const { body } = await api.post({ task: 'chat', input: { prompt: 'lost' }, webhook });
    await mortal.ended;
    const removed = await installation.queues.queue('model.sim-spare').remove(`${body.id}-2`);
    expect(removed).toBe(1);
    await system.startWorker();
    expect(await expectOneEnd(system, body.id)).toMatchObject({ status: 'completed', model: 'sim-spare' });
  }));
