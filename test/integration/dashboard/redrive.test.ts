import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { readAudit } from '../../../shared/audit/read-audit.ts';
import { redriveJob } from '../../../shared/lifecycle/redrive-job.ts';
import { changeEndpoint } from '../../../shared/stores/change-endpoint.ts';
import { readDelivery } from '../../../shared/stores/deliveries.ts';
import { writeNewEndpoint } from '../../../shared/stores/endpoint-writes.ts';
import { eraseJob } from '../../../shared/stores/erase-job.ts';
import { readJob } from '../../../shared/stores/read-job.ts';
import {
  enqueueJob,
  failNextDelivery,
  QUEUE,
  recordOf,
  runNextHop,
  takeHop,
} from '../../support/dashboard/hops.ts';
import {
  ADMIN_PASSWORD,
  type OpenDashboard,
  openDashboard,
  TENANT,
} from '../../support/dashboard/open-dashboard.ts';
import { Visitor } from '../../support/dashboard/visitor.ts';

let dashboard: OpenDashboard;
let operator: Visitor;

beforeAll(async () => {
  dashboard = await openDashboard(inject('redisUrl'));
  operator = new Visitor(dashboard.url);
  await operator.signIn('admin', ADMIN_PASSWORD);
});
afterAll(() => dashboard.close());
beforeEach(async () => {
  const { queues } = dashboard.installation;
  await Promise.all([QUEUE, 'deliveries'].map((name) => queues.queue(name).obliterate({ force: true })));
});

const queue = (name = QUEUE) => dashboard.installation.queues.queue(name);
const retry = (hop: string, name = QUEUE) => operator.call('PUT', `/api/queues/${name}/${hop}/retry`);
const retryAll = (name = QUEUE) => operator.call('PUT', `/api/queues/${name}/retry/failed`);

async function failedJob(): Promise<string> {
  const id = await enqueueJob(dashboard.installation);
  await runNextHop(dashboard.installation, 'failed');
  return id;
}

async function trail(tenant?: string) {
  const { entries } = await readAudit(dashboard.installation.store, tenant, 10);
  return entries.map(({ actor, action, target, outcome }) => [actor, action, target, outcome].join(' | '));
}

test('retry redrives: a new hop with fresh attempts, and the outcome is announced', async () => {
  const id = await failedJob();
  const before = await recordOf(dashboard.installation, id);
  expect((await retry(`${id}-1`)).status).toBe(204);

  const queued = await recordOf(dashboard.installation, id);
  expect(queued).toMatchObject({ status: 'queued', hop: before.hop + 1, redrives: 1, errorCode: undefined });
  expect(queued.expiresAt).toBeGreaterThan(before.expiresAt);
  expect(await queue().getJob(`${id}-1`)).toBeUndefined();
  expect(await queue().getJob(`${id}-2`)).toMatchObject({ attemptsMade: 0, attemptsStarted: 0 });

  await runNextHop(dashboard.installation, 'completed');
  expect(await recordOf(dashboard.installation, id)).toMatchObject({ status: 'completed' });
  const events = (await queue('deliveries').getJobs(['prioritized'])).map(({ name }) => name);
  expect(events.toSorted()).toEqual(['job.completed', 'job.failed']);
});

test('the page of a redriven hop shows the hop that carries on', async () => {
  const id = await failedJob();
  await retry(`${id}-1`);
  await runNextHop(dashboard.installation, 'failed');
  await retry(`${id}-2`);
  await runNextHop(dashboard.installation, 'completed');
  const { text } = await operator.call('GET', `/api/queues/${QUEUE}/${id}-1`);
  expect(JSON.parse(text)).toMatchObject({ job: { id: `${id}-3` }, status: 'completed' });
  expect((await retry(`${id}-1`)).status).toBe(403);
});

test('who did it stands in the trail of the installation and of the tenant', async () => {
  const id = await failedJob();
  await retry(`${id}-1`);
  expect((await trail())[0]).toBe(`user:admin | hop.retry | ${QUEUE} ${id}-1 | done`);
  expect((await trail(TENANT))[0]).toBe(`user:admin | job.redrive | ${id} | done`);
});

test('retry all redrives every failed job, more than one page of them', async () => {
  const ids = await Promise.all(Array.from({ length: 120 }, () => enqueueJob(dashboard.installation)));
  for (const _ of ids) await runNextHop(dashboard.installation, 'failed');
  const { status, text } = await retryAll();
  expect([status, JSON.parse(text)]).toEqual([200, { retried: 120, skipped: 0 }]);
  const records = await Promise.all(ids.map((id) => recordOf(dashboard.installation, id)));
  expect(new Set(records.map((record) => `${record.status} ${record.hop}`))).toEqual(new Set(['queued 2']));
  expect(await queue().getJobCounts()).toMatchObject({ failed: 0, prioritized: 120 });
  expect((await trail())[0]).toBe(`user:admin | queue.retry_all | ${QUEUE} | done`);
});

test('two operators who retry at once redrive once', async () => {
  const id = await failedJob();
  const answers = await Promise.all([retry(`${id}-1`), retry(`${id}-1`), retryAll()]);
  expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
  expect(await recordOf(dashboard.installation, id)).toMatchObject({ status: 'queued', hop: 2, redrives: 1 });
  expect(await queue().getJobCounts()).toMatchObject({ failed: 0, prioritized: 1 });
});

describe('a failed hop that stands for nothing any more', () => {
  /** Redriven elsewhere, while the removal of the failed hop was cut off. */
  async function leftover(id: string): Promise<void> {
    const data = { tenant: TENANT, place: 0 };
    await queue().add('chat', data, { jobId: `${id}-0`, priority: 1, stackTraceLimit: 0 });
    await takeHop(dashboard.installation, QUEUE, async () => false);
  }

  test('is refused and removed when its job was redriven before', async () => {
    const id = await failedJob();
    await leftover(id);
    await redriveJob(dashboard.installation, TENANT, id, 'key:other');
    const { status, text } = await retry(`${id}-0`);
    expect(status).toBe(409);
    expect(text).toContain('The job is queued; only a failed job can be retried.');
    expect(await queue().getJobCounts()).toMatchObject({ failed: 0, prioritized: 1 });
    expect(await recordOf(dashboard.installation, id)).toMatchObject({ redrives: 1 });
    expect((await trail())[0]).toBe(`user:admin | hop.retry | ${QUEUE} ${id}-0 | denied`);
  });

  test('is refused and removed when its job was deleted', async () => {
    const id = await failedJob();
    const { store } = dashboard.installation;
    const job = await readJob(store, TENANT, id);
    if (!job) throw new Error('no job');
    await eraseJob(store, job, 'tombstone');
    expect((await retry(`${id}-1`)).status).toBe(409);
    expect(await queue().getFailedCount()).toBe(0);
  });

  test('is refused and removed when nobody knows its job', async () => {
    await leftover('job_unknown');
    expect((await retry('job_unknown-0')).status).toBe(404);
    expect(await queue().getFailedCount()).toBe(0);
  });

  test('does not keep the others from being retried with all', async () => {
    const id = await failedJob();
    await leftover('job_unknown');
    expect((await retryAll()).status).toBe(200);
    expect(await recordOf(dashboard.installation, id)).toMatchObject({ status: 'queued' });
    expect(await queue().getFailedCount()).toBe(0);
  });
});

describe('deliveries', () => {
  const statusOf = async (id: string) =>
    (await readDelivery(dashboard.installation.store, TENANT, id))?.record.status;

  test('a failed one is sent again, under its own id', async () => {
    await failedJob();
    const id = await failNextDelivery(dashboard.installation);
    expect(await statusOf(id)).toBe('failed');
    expect((await retry(`${id}-1`, 'deliveries')).status).toBe(204);
    expect(await statusOf(id)).toBe('pending');
    expect(await queue('deliveries').getJobCounts()).toMatchObject({ failed: 0, prioritized: 1 });
    expect((await trail(TENANT))[0]).toBe(`user:admin | delivery.redrive | ${id} | done`);
  });

  test('one that is no longer failed is not sent twice', async () => {
    await failedJob();
    const id = await failNextDelivery(dashboard.installation);
    const data = { tenant: TENANT, delivery_id: id, job_id: 'job_x' };
    await queue('deliveries').add('job.failed', data, { jobId: `${id}-0`, stackTraceLimit: 0 });
    await takeHop(dashboard.installation, 'deliveries', async () => false);
    expect((await retryAll('deliveries')).status).toBe(200);
    expect(await queue('deliveries').getJobCounts()).toMatchObject({ failed: 0, prioritized: 1 });
    expect(await statusOf(id)).toBe('pending');
  });
});

test('a page full of hops that cannot be retried does not keep the others from being retried with all', async () => {
  const { store } = dashboard.installation;
  await failedJob();
  const id = await failNextDelivery(dashboard.installation);
  await failedJob();
  const stuck = await failNextDelivery(dashboard.installation);
  const endpoint = { id: 'ep_off', url: 'https://receiver.example/', events: [] };
  await writeNewEndpoint(store, TENANT, endpoint);
  await changeEndpoint(store, TENANT, endpoint.id, { status: 'disabled' });
  await store.redis.hset(store.keys.delivery(TENANT, stuck), 'endpoint', endpoint.id);
  await store.redis.hdel(store.keys.delivery(TENANT, stuck), 'own');
  const data = { tenant: TENANT, delivery_id: stuck, job_id: 'job_x' };
  for (let i = 0; i < 100; i++) {
    await queue('deliveries').add('job.failed', data, { jobId: `${stuck}-x${i}`, stackTraceLimit: 0 });
    await takeHop(dashboard.installation, 'deliveries', async () => false);
  }
  expect((await retryAll('deliveries')).status).toBe(200);
  expect((await readDelivery(store, TENANT, id))?.record.status).toBe('pending');
  expect(await queue('deliveries').getFailedCount()).toBe(101);
});

test('work that belongs to no job is tried once more', async () => {
  const hop = await queue('maintenance').add('sweep', {}, { stackTraceLimit: 0 });
  await takeHop(dashboard.installation, 'maintenance', async () => false);
  expect((await retry(String(hop.id), 'maintenance')).status).toBe(204);
  expect(await queue('maintenance').getJobCounts()).toMatchObject({ failed: 0, waiting: 1 });
});
