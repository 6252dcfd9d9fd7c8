import { expect, inject, test } from 'vitest';
import { catalogClient } from '../support/catalog-client.ts';
import { expectOneEnd } from '../support/faults/expect-one-end.ts';
import { withProcesses } from '../support/faults/with-processes.ts';
import { readCalls } from '../support/simulator-calls.ts';

const models = {
  'sim-echo': {},
  'sim-embedding': { kind: 'embedding', price: { input: 1_000_000, output: 0 } },
};

test.concurrent.each([
  // Nobody but the provider knows of the first call.
  ['before:put-effect', 2],
  ['after:put-effect', 1],
  ['stage:call_model', 1],
])('an embedding whose worker dies at %s ends once and is paid once', (point, calls) =>
  withProcesses({ redisUrl: inject('redisUrl'), models }, async (system) => {
    const { api, webhook, simulator } = system;
    const task = { kind: 'embedding', description: 'For tests.', models: ['sim-embedding'] };
    expect((await catalogClient(api).put('tasks/embed', task)).status).toBe(201);
    const mortal = system.launch('test/support/faults/mortal-worker.ts', { DIE_AT: point });
    await mortal.ready;
    const { body } = await api.post({ task: 'embed', input: { texts: ['one text'] }, webhook });
    expect((await mortal.ended).signal, mortal.output()).toBe('SIGKILL');
    await system.startWorker();
    expect(await expectOneEnd(system, body.id)).toMatchObject({
      ...{ status: 'completed', model: 'sim-embedding', result: { output: { dimensions: 256 } } },
      ...{ usage: { input_tokens: 2 }, cost_micro_usd: 2 },
    });
    expect((await readCalls(simulator)).data).toHaveLength(calls);
    const { body: usage } = await api.get<{ totals: object }>('/v1/usage');
    expect(usage.totals).toMatchObject({ calls: 1, cost_micro_usd: 2 });
  }),
);
