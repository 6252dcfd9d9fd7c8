import { describe, expect, inject, test } from 'vitest';
import { costOfLedger, readLedger } from '../support/cost/ledger.ts';
import { expectOneEnd } from '../support/faults/expect-one-end.ts';
import { withProcesses } from '../support/faults/with-processes.ts';
import { callsAbout } from '../support/simulator-calls.ts';

const MORTAL = 'test/support/faults/mortal-worker.ts';
const judge = { model: 'sim-b', criteria: 'The text is fit to be read.', on: ['input', 'output'] };
const system = () => ({
  redisUrl: inject('redisUrl'),
  models: { 'sim-a': { provider_model: 'sim-echo' }, 'sim-b': { provider_model: 'sim-judge' } },
  guardrails: { judge },
});

describe('a job whose input and answer are judged', () => {
  test.concurrent.each([
    // What the judge is asked is written, and it has not been asked.
    ['after:move-job'],
    ['after:put-effect'],
    ['after:finish-branch'],
    ['stage:judge_input'],
    ['stage:judge_output'],
  ])('ends once and pays each call once, though its worker dies at %s', (point) =>
    withProcesses(system(), async (processes) => {
      const mortal = processes.launch(MORTAL, { DIE_AT: point });
      await mortal.ready;
      const { api, webhook } = processes;
      const { id } = (await api.post({ task: 'chat', input: { prompt: point }, webhook })).body;
      expect((await mortal.ended).signal, mortal.output()).toBe('SIGKILL');
      await processes.startWorker();
      const job = await expectOneEnd(processes, id);
      expect(job).toMatchObject({ status: 'completed', model: 'sim-a', result: { output: point } });
      const ledger = await readLedger(processes.installation.store, 'default');
      expect(ledger.map(({ model }) => model).sort()).toEqual(['sim-a', 'sim-b', 'sim-b']);
      expect(job.cost_micro_usd).toBe(costOfLedger(ledger));
      // One more at most: what was in flight as the worker died.
      expect((await callsAbout(processes.simulator, point)).length).toBeLessThanOrEqual(4);
    }),
  );
});
