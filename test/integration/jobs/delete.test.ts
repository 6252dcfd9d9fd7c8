import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { sealAudit } from '../../../shared/audit/seal-audit.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { Receiver } from '../../support/receiver.ts';
import { dumpRedis, keysWith } from '../../support/redis-dump.ts';
import { callWhere } from '../../support/simulator-calls.ts';
import { type System, startSystem } from '../../support/system.ts';

interface Receipt {
  readonly object: string;
  readonly id: string;
  readonly deleted_at: string;
  readonly erased: string[];
}

let system: System;
const receiver = new Receiver();
let address: string;

beforeAll(async () => {
  address = await receiver.start();
  system = await startSystem({ redisUrl: inject('redisUrl') });
});
afterAll(async () => {
  await system.stop();
  await receiver.stop();
});

const remove = (id: string) => system.api.request<Receipt>('DELETE', `/v1/jobs/${id}`);

async function dump() {
  const { store } = system.installation;
  return dumpRedis(store.redis, store.keys.prefix);
}

test('nothing of what a job says is readable in Redis, and nothing is left of it after deletion', async () => {
  const canary = randomUUID();
  const { body } = await system.api.post(
    {
      task: 'chat',
      input: { prompt: `${canary}-prompt`, system: `${canary}-system` },
      subject: `${canary}-subject`,
      metadata: { [`${canary}-name`]: `${canary}-value` },
      webhook: { url: `${address}/${canary}-path`, secret: receiver.secret },
    },
    { key: `${canary}-key`, wait: 30 },
  );
  expect(body.result?.output).toBe(`${canary}-prompt`);
  await system.api.request('POST', `/v1/jobs/${body.id}/feedback`, { comment: `${canary}-comment` });
  const [message] = await receiver.waitFor(1, ({ body: { data } }) => data.id === body.id);

  const before = await dump();
  expect(keysWith(before, canary)).toEqual([]);
  expect(keysWith(before, receiver.secret.slice(6))).toEqual([]);
  const ofJob = keysWith(before, body.id);
  expect(ofJob.length).toBeGreaterThan(8);

  const receipt = await remove(body.id);
  expect(receipt.status).toBe(200);
  expect(receipt.body).toMatchObject({ object: 'deletion_receipt', id: body.id });
  expect(receipt.body.erased).toEqual(expect.arrayContaining(['input', 'result', 'deliveries']));

  await sealAudit(system.installation.store, 'default');
  const after = await dump();
  const { keys } = system.installation.store;
  // The tombstone: the bare record, its timeline, the end of its retention; who deleted it; and what it cost.
  expect(
    keysWith(after, body.id)
      .filter((key) => !key.includes('{model.') && !key.includes('{deliveries}'))
      .sort(),
  ).toEqual(
    [
      keys.audit('default'),
      keys.finishedJobs('default'),
      keys.job('default', body.id),
      keys.jobLog('default', body.id),
      keys.ledger('default'),
    ].sort(),
  );
  expect(keysWith(after, message?.id ?? '').filter((key) => key.includes('{default}'))).toEqual([]);
  const bull = keysWith(after, body.id).filter(
    (key) => key.includes('{model.') || key.includes('{deliveries}'),
  );
  for (const key of bull)
    expect(key, 'only the events of queues remember ids').toMatch(/:events$|deliveries/);
});

test('the tombstone tells when it was deleted and nothing else', async () => {
  const job = await system.api.chat('sim-echo', 'secret', { subject: 'someone', metadata: { a: 'b' } });
  const { body: receipt } = await remove(job.id);
  const { status, headers, body } = await system.api.get(`/v1/jobs/${job.id}`);
  expect(status).toBe(200);
  expect(headers.get('etag')).not.toBe(null);
  expect(body).toMatchObject({
    id: job.id,
    status: 'completed',
    deleted_at: receipt.deleted_at,
    result: null,
    subject: null,
    metadata: {},
  });
  const again = await remove(job.id);
  expect(again.body).toEqual(receipt);
  const { body: page } = await system.api.get<{ data: { id: string }[] }>('/v1/jobs');
  expect(page.data.map(({ id }) => id)).not.toContain(job.id);
  expectProblemAnswer(
    await system.api.request('POST', `/v1/jobs/${job.id}/feedback`, { score: 1 }),
    404,
    'not_found',
  );
  expectProblemAnswer(await system.api.request('POST', `/v1/jobs/${job.id}/cancel`), 409, 'job_final');
  expect((await system.api.get(`/v1/jobs/${job.id}/timeline`)).status).toBe(200);
});

describe('a job can be deleted in every state', () => {
  test('queued: it is cancelled first and never runs', async () => {
    const alone = await startSystem({ redisUrl: inject('redisUrl'), workers: 0 });
    const { body } = await alone.api.post({ task: 'chat', input: { prompt: 'waiting' } });
    expect((await alone.api.request('DELETE', `/v1/jobs/${body.id}`)).status).toBe(200);
    expect((await alone.api.get(`/v1/jobs/${body.id}`)).body).toMatchObject({ status: 'cancelled' });
    expect(await alone.installation.queues.queue('model.sim-echo').count()).toBe(0);
    await alone.stop();
  });

  test('running: its call is aborted', async () => {
    const { body } = await system.api.post({ task: 'chat', model: 'sim-hang', input: { prompt: 'running' } });
    await callWhere(system.simulator, 'running');
    await remove(body.id);
    await callWhere(system.simulator, 'running', ({ aborted }) => aborted);
    expect((await system.api.get(`/v1/jobs/${body.id}`)).body).toMatchObject({
      status: 'cancelled',
      deleted_at: expect.any(String),
    });
  });

  test.each([
    ['failed', 'sim-status-400'],
    ['refused', 'sim-refuse'],
  ])('%s', async (status, model) => {
    const job = await system.api.chat(model, 'x');
    expect(job.status).toBe(status);
    expect((await remove(job.id)).status).toBe(200);
    const { body } = await system.api.get(`/v1/jobs/${job.id}`);
    expect(body).toMatchObject({ status, deleted_at: expect.any(String) });
  });

  test('by many at once, while it runs', async () => {
    const { body } = await system.api.post({ task: 'chat', model: 'sim-slow-20', input: { prompt: 'race' } });
    const receipts = await Promise.all(Array.from({ length: 10 }, () => remove(body.id)));
    expect(new Set(receipts.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(receipts.map((receipt) => receipt.body.deleted_at)).size).toBe(1);
  });
});
