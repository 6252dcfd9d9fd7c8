import { describe, expect, inject, test } from 'vitest';
import { hopId, modelQueue } from '../../shared/queues/queue-names.ts';
import { costOfLedger, readLedger } from '../support/cost/ledger.ts';
import { expectOneEnd } from '../support/faults/expect-one-end.ts';
import { withProcesses } from '../support/faults/with-processes.ts';
import type { ProcessSystem } from '../support/process-system.ts';
import { callsAbout } from '../support/simulator-calls.ts';

const MEMBERS = ['sim-a', 'sim-b'];
const MORTAL = 'test/support/faults/mortal-worker.ts';
const echo = { provider_model: 'sim-echo' };
const held = { held: true };
const system = (a: object, b: object) => ({
  ...{ redisUrl: inject('redisUrl'), route: [...MEMBERS, 'sim-up'], agreement: 2 },
  models: { 'sim-a': { ...a }, 'sim-b': { ...b }, 'sim-up': echo },
});

const enqueue = async ({ api, webhook }: ProcessSystem, prompt: string) =>
  (await api.post({ task: 'chat', input: { prompt }, webhook })).body.id;

/** Expects that the job ends once, with what its members agree on, each of them paid for once. */
async function expectAgreement(processes: ProcessSystem, id: string, output: string): Promise<void> {
  const job = await expectOneEnd(processes, id);
  expect(job).toMatchObject({ status: 'completed', model: 'sim-a', result: { output, confidence: 1 } });
  const ledger = await readLedger(processes.installation.store, 'default');
  expect(ledger.map(({ model }) => model).sort()).toEqual(MEMBERS);
  expect(job.cost_micro_usd).toBe(costOfLedger(ledger));
  expect(job.cost_micro_usd).toBeGreaterThan(0);
}

describe('a job that asks several models', () => {
  test.concurrent.each([
    // It is written that they are asked, and nobody has been.
    ['after:move-job', 2],
    // One answer is in the journal; the other may have died with the worker.
    ['after:put-effect', 3],
    ['after:finish-branch', 3],
    ['stage:compare_members', 2],
  ])('ends once, though its worker dies at %s', (point, mostCalls) =>
    withProcesses(system(echo, echo), async (processes) => {
      const mortal = processes.launch(MORTAL, { DIE_AT: point });
      await mortal.ready;
      const id = await enqueue(processes, point);
      expect((await mortal.ended).signal, mortal.output()).toBe('SIGKILL');
      await processes.startWorker();
      await expectAgreement(processes, id, point);
      const calls = await callsAbout(processes.simulator, point);
      expect(calls.length).toBeGreaterThanOrEqual(2);
      expect(calls.length).toBeLessThanOrEqual(mostCalls);
    }),
  );

  test.concurrent('goes on, though its worker dies between the last answer and the hop that joins them', () =>
    withProcesses(system(echo, held), async (processes) => {
      const other = processes.launch(MORTAL, { ONLY_MODEL: 'sim-a' });
      const mortal = processes.launch(MORTAL, { ONLY_MODEL: 'sim-b', DIE_AT: 'after:finish-branch' });
      await Promise.all([other.ready, mortal.ready]);
      const id = await enqueue(processes, 'the last');
      const call = await processes.held.call('the last');
      await expect
        .poll(async () => (await processes.api.get(`/v1/jobs/${id}`)).body.attempts, { timeout: 10_000 })
        .toBe(2);
      call.answer('the last');
      expect((await mortal.ended).signal, mortal.output()).toBe('SIGKILL');
      await expectAgreement(processes, id, 'the last');
      expect(processes.held.callsOf('the last')).toHaveLength(1);
    }));

  test.concurrent('gets hops back that BullMQ has lost', () =>
    withProcesses(system(echo, echo), async (processes) => {
      const mortal = processes.launch(MORTAL, { DIE_AT: 'after:add-job-hop' });
      await mortal.ready;
      const id = await enqueue(processes, 'lost');
      await mortal.ended;
      for (const [i, model] of MEMBERS.entries()) {
        await processes.installation.queues.queue(modelQueue(model)).remove(hopId(id, 2, `member.${i}`));
      }
      await processes.startWorker();
      await expectAgreement(processes, id, 'lost');
      expect(await callsAbout(processes.simulator, 'lost')).toHaveLength(2);
    }));

  test.concurrent('asks again only what was in flight, whether its worker stops, dies or hears no answer', () =>
    withProcesses(system(held, held), async (processes) => {
      const first = await processes.startWorker({ DRAIN_SECONDS: '0' });
      const id = await enqueue(processes, 'asked');
      await processes.held.call('asked', 2);
      expect(await first.stop()).toEqual({ code: 0, signal: null });
      const second = await processes.startWorker();
      await processes.held.call('asked', 4);
      await second.kill();
      // The first answer to each of its writes gets lost.
      await processes.launch('test/support/faults/lossy-worker.ts').ready;
      for (const n of [5, 6]) (await processes.held.call('asked', n)).answer('agreed');
      await expectAgreement(processes, id, 'agreed');
      // One attempt to ask, one of each member, one to compare.
      expect(await processes.api.finished(id)).toMatchObject({ attempts: 4 });
      expect(processes.held.callsOf('asked')).toHaveLength(6);
    }));
});
