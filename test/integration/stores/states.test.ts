import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { isFinal, JOB_STATUSES, type JobStatus, statesBefore } from '../../../shared/contracts/job-states.ts';
import { beginAttempt } from '../../../shared/stores/begin-attempt.ts';
import { appendDelta } from '../../../shared/stores/deltas.ts';
import { NO_USAGE } from '../../../shared/stores/job-record.ts';
import { openJournal } from '../../../shared/stores/journal.ts';
import { moveJob } from '../../../shared/stores/move-job.ts';
import { readRecord } from '../../../shared/stores/read-job.ts';
import { type System, startSystem } from '../../support/system.ts';
import { testBox } from '../../support/test-box.ts';

/** What DESIGN says of the moves between states, written down once more. */
const LEGAL: Readonly<Record<JobStatus, readonly JobStatus[]>> = {
  queued: ['running', 'cancelled', 'expired', 'refused', 'failed'],
  running: [
    ...(['queued', 'awaiting_approval', 'awaiting_review'] as const),
    ...(['completed', 'failed', 'refused', 'cancelled', 'expired'] as const),
  ],
  awaiting_approval: ['queued', 'completed', 'refused', 'cancelled', 'expired'],
  awaiting_review: ['queued', 'completed', 'refused', 'cancelled', 'expired'],
  failed: ['queued'],
  completed: [],
  refused: [],
  cancelled: [],
  expired: [],
};

let system: System;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl'), workers: 0 });
});
afterAll(() => system.stop());

/** A job put into a state by hand. */
async function jobIn(status: JobStatus) {
  const { store } = system.installation;
  const { body } = await system.api.post({ task: 'chat', input: { prompt: randomUUID() } });
  await store.redis.hset(store.keys.job('default', body.id), 'status', status);
  const record = await readRecord(store, 'default', body.id);
  if (!record) throw new Error('the job is gone');
  const claim = { tenant: 'default', id: body.id, task: 'chat', hop: 1, attempt: 1 };
  return { store, record, claim };
}

describe.each(JOB_STATUSES)('from %s', (from) => {
  test.each(JOB_STATUSES.filter((to) => to !== 'running'))(
    'to %s only where the table allows it',
    async (to) => {
      const { store, record } = await jobIn(from);
      const allowed = LEGAL[from].includes(to) || (from === 'queued' && to === 'queued');
      const moved = await moveJob(store, record, {
        at: Date.now(),
        to,
        entry: {},
        sweepAt: Date.now() + 1_000,
      });
      expect(moved.done).toBe(allowed);
      const after = await readRecord(store, 'default', record.id);
      expect(after?.status).toBe(allowed ? to : from);
      expect(after?.version).toBe(record.version + (allowed ? 1 : 0));
      expect(after?.finishedAt !== undefined).toBe(allowed && isFinal(to));
      const { redis, keys } = store;
      expect(await redis.zscore(keys.openJobs('default'), record.id)).toEqual(
        allowed && isFinal(to) ? null : expect.any(String),
      );
    },
  );

  test('an attempt begins only where a job can run', async () => {
    const { store, record, claim } = await jobIn(from);
    const { verdict } = await beginAttempt(store, claim, record.queue);
    const waits = from === 'awaiting_approval' || from === 'awaiting_review';
    const runs = from === 'queued' || from === 'running';
    expect(verdict).toBe(runs ? 'ok' : waits ? 'superseded' : 'final');
    expect((await readRecord(store, 'default', record.id))?.status).toBe(runs ? 'running' : from);
    expect(LEGAL[from].includes('running')).toBe(from === 'queued');
  });

  test('output streams only while it runs, effects are kept only until it ends', async () => {
    const { store, record, claim } = await jobIn(from);
    await store.redis.hset(store.keys.job('default', record.id), 'attempt', 1);
    expect(await appendDelta(store, claim, testBox(), { type: 'delta', text: 'a' })).toBe(from === 'running');
    const job = { record, input: { input: {}, lifetimeMs: 0 }, journal: new Map(), box: testBox() };
    const journal = await openJournal(store, claim, job, () => {});
    const call = { model: 'sim-echo', usage: NO_USAGE, cost: 0 };
    const kept = (await journal.put('model.0.1', 'answer', call)) !== undefined;
    // A call that was under way when its job came to wait for people was paid for as well.
    expect(kept).toBe(LEGAL[from].length > 0 && from !== 'failed');
  });
});

test('the table of the product is the one of the design', () => {
  for (const to of JOB_STATUSES) {
    const before = JOB_STATUSES.filter((from) => LEGAL[from].includes(to));
    // A queued job may be put on another hop, which leaves it queued.
    const more = to === 'queued' ? ['queued'] : [];
    expect(new Set(statesBefore(to))).toEqual(new Set([...before, ...more]));
  }
});
