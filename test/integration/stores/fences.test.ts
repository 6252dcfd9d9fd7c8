import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { changeJob } from '../../../shared/lifecycle/change-job.ts';
import { beginAttempt, type Claim } from '../../../shared/stores/begin-attempt.ts';
import { appendDelta, openDeltas, readDeltas } from '../../../shared/stores/deltas.ts';
import type { JobRecord } from '../../../shared/stores/job-record.ts';
import { openJournal } from '../../../shared/stores/journal.ts';
import { moveJob } from '../../../shared/stores/move-job.ts';
import { readJob, readRecord } from '../../../shared/stores/read-job.ts';
import type { Store } from '../../../shared/stores/store.ts';
import { readLedger } from '../../support/cost/ledger.ts';
import { type System, startSystem } from '../../support/system.ts';

const spent = { model: 'sim-echo', usage: { input: 3, output: 2, cached: 0, reasoning: 0 }, cost: 7 };

let system: System;

beforeAll(async () => {
  // Without workers: the test plays two that both believe to have the job.
  system = await startSystem({ redisUrl: inject('redisUrl'), workers: 0 });
});

afterAll(() => system.stop());

/** A job that a second attempt has taken from the first, which does not know. */
async function contestedJob() {
  const { store } = system.installation;
  const { body } = await system.api.post({ task: 'chat', input: { prompt: randomUUID() } });
  const claim = (attempt: number): Claim => ({
    tenant: 'default',
    id: body.id,
    task: 'chat',
    hop: 1,
    attempt,
  });
  const begin = async (attempt: number) => {
    const beginning = await beginAttempt(store, claim(attempt), 'model.sim-echo');
    if (beginning.verdict !== 'ok') throw new Error(`attempt ${attempt} is ${beginning.verdict}`);
    return {
      claim: claim(attempt),
      job: beginning.job,
      journal: await openJournal(store, claim(attempt), beginning.job, () => {}),
    };
  };
  return { id: body.id, superseded: await begin(1), owner: await begin(2), begin };
}

/** A store whose connection breaks before every answer: all commands are sent again. */
function resending(store: Store): Store {
  const run: Store['run'] = async (...command) => {
    await store.run(...command);
    return store.run(...command);
  };
  return { ...store, run };
}

function complete(claim: Claim, record: JobRecord, output: string) {
  return changeJob(
    system.installation,
    { record },
    {
      to: 'completed',
      fence: claim,
      result: {
        output: {
          output,
          citations: [],
          tool_calls: [],
          confidence: null,
          finish_reason: 'stop',
          cached: false,
        },
      },
      entry: {},
    },
  );
}

test('a superseded attempt’s effect counts where it comes first, and nothing else of it does', async () => {
  const { store } = system.installation;
  const { id, superseded, owner } = await contestedJob();
  const before = await readRecord(store, 'default', id);
  const lastDelta = { type: 'delta', text: 'lost' } as const;
  expect(await superseded.journal.put('model.0.1', 'paid first', { ...spent, lastDelta })).toBe('paid first');
  expect(
    await appendDelta(store, superseded.claim, superseded.job.box, { type: 'delta', text: 'lost' }),
  ).toBe(false);
  expect((await complete(superseded.claim, superseded.job.record, 'lost')).done).toBe(false);
  // The bill comes with the effect: it was paid for.
  expect(await readRecord(store, 'default', id)).toEqual({
    ...{ ...before, ...spent },
    version: (before?.version ?? 0) + 1,
  });
  expect(await readDeltas(store, 'default', id, 0)).toEqual([]);

  expect(await owner.journal.put('model.0.1', 'paid second', { ...spent, cost: 9 })).toBe('paid first');
  expect(await readRecord(store, 'default', id)).toMatchObject(spent);
  expect((await complete(owner.claim, owner.job.record, 'paid first')).done).toBe(true);
  expect((await readJob(store, 'default', id))?.result?.output?.output).toBe('paid first');
});

test('a superseded attempt’s effect is read by the attempts after it', async () => {
  const { superseded, begin } = await contestedJob();
  await superseded.journal.put('model.0.1', 'paid first', spent);
  const third = await begin(3);
  expect(third.journal.get('model.0.1')).toBe('paid first');
});

test('an effect that is sent twice, because the first answer got lost, is settled once', async () => {
  const { store } = system.installation;
  const { id, owner } = await contestedJob();
  const journal = await openJournal(resending(store), owner.claim, owner.job, () => {});
  expect(await journal.put('model.0.1', 'paid', spent)).toBe('paid');
  expect(await readRecord(store, 'default', id)).toMatchObject(spent);
  const ledger = await readLedger(store, 'default');
  expect(ledger.filter(({ job }) => job === id)).toMatchObject([{ cost: spent.cost }]);
});

test('an effect that comes after the end of its job counts for nothing', async () => {
  const { store } = system.installation;
  const { id, superseded, owner } = await contestedJob();
  await complete(owner.claim, owner.job.record, 'done');
  expect(await superseded.journal.put('model.0.1', 'too late', spent)).toBeUndefined();
  expect(await store.redis.exists(store.keys.jobJournal('default', id))).toBe(0);
});

test('an attempt that has been superseded cannot begin again', async () => {
  const { store } = system.installation;
  const { superseded } = await contestedJob();
  const again = await beginAttempt(store, superseded.claim, 'model.sim-echo');
  expect(again.verdict).toBe('superseded');
});

test('an attempt that begins twice begins once', async () => {
  const { store } = system.installation;
  const { id, begin } = await contestedJob();
  const before = await readRecord(store, 'default', id);
  const { job } = await begin(2);
  expect(job.record).toEqual(before);
});

test('a delta that is sent twice, because the first answer got lost, is there once', async () => {
  const { store } = system.installation;
  const { id, owner } = await contestedJob();
  for (const delta of [
    { type: 'delta', text: 'a' },
    { type: 'delta', text: 'a' },
    { type: 'reset' },
  ] as const) {
    expect(await appendDelta(resending(store), owner.claim, owner.job.box, delta)).toBe(true);
  }
  const deltas = await openDeltas(store, owner.job.record, await readDeltas(store, 'default', id, 0));
  expect(deltas.map(({ delta }) => delta.type)).toEqual(['delta', 'delta', 'reset']);
});

test('a job that an attempt reroutes twice, because the first answer got lost, has one new hop', async () => {
  const { store } = system.installation;
  const { id, owner, superseded } = await contestedJob();
  const reroute = (by: typeof owner, run: Store['run']) =>
    moveJob({ ...store, run }, by.job.record, {
      ...{ at: Date.now(), to: 'queued', from: ['running'], fence: by.claim, entry: {} },
      nextHopOn: 'model.sim-json',
      reroute: { model: 'sim-json', failed: ['sim-echo'] },
    });
  expect((await reroute(superseded, store.run)).done).toBe(false);
  expect(await reroute(owner, resending(store).run)).toMatchObject({ done: true, hop: 2 });
  expect(await readRecord(store, 'default', id)).toMatchObject({
    ...{ status: 'queued', queue: 'model.sim-json', model: 'sim-json', hop: 2, attempt: 0 },
    ...{ firstModel: 'sim-echo', firstQueue: 'model.sim-echo', failedModels: ['sim-echo'] },
  });
  // Once the next hop has begun, the attempt has nothing more to say.
  await beginAttempt(store, { ...owner.claim, hop: 2, attempt: 1 }, 'model.sim-json');
  expect((await reroute(owner, store.run)).done).toBe(false);
});

test('a move that an attempt makes twice is made once', async () => {
  const { store } = system.installation;
  const { id, owner } = await contestedJob();
  const first = await complete(owner.claim, owner.job.record, 'done');
  const second = await complete(owner.claim, owner.job.record, 'done again');
  expect(second).toMatchObject({ done: true, version: first.done && first.version });
  expect((await readJob(store, 'default', id))?.result?.output?.output).toBe('done');
});

test('a job that wanders from one open breaker to the next has a line of the wait and one of its end', async () => {
  const { store } = system.installation;
  const { id, owner } = await contestedJob();
  let claim: Claim = owner.claim;
  const wander = async (model: string, waits: boolean) => {
    const record = await readRecord(store, 'default', id);
    if (!record) throw new Error('the record is gone');
    const moved = await moveJob(store, record, {
      ...{ at: Date.now(), to: 'queued', from: ['running'], fence: claim, entry: {} },
      ...{ nextHopOn: `model.${model}`, reroute: { model, failed: [], waits }, putOff: 'breaker_open' },
    });
    claim = { ...claim, hop: moved.hop, attempt: 1 };
    expect((await beginAttempt(store, claim, `model.${model}`)).verdict).toBe('ok');
  };
  const lines = () => store.redis.llen(store.keys.jobLog('default', id));
  const before = await lines();
  for (let i = 0; i < 5; i++) await wander(i % 2 === 0 ? 'sim-json' : 'sim-echo', true);
  expect(await lines()).toBe(before + 1);
  await wander('sim-json', false);
  // The beginning of the attempt that found the way is told with it.
  expect(await lines()).toBe(before + 3);
  expect(await readRecord(store, 'default', id)).toMatchObject({ model: 'sim-json', hop: 7, attempts: 2 });
});
