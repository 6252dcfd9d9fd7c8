import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { resumeErasures } from '../../../shared/lifecycle/erase-subject.ts';
import { subjectDigest } from '../../../shared/stores/job-indexes.ts';
import { Receiver } from '../../support/receiver.ts';
import { dumpRedis, keysWith } from '../../support/redis-dump.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant, type Tenant } from '../../support/tenant.ts';

interface Receipt {
  readonly status: string;
  readonly jobs: number;
  readonly keys_destroyed: number;
  readonly id: string;
}

let system: System;
const receiver = new Receiver();
let hook: string;
let tenant: Tenant;
const ANNA = 'anna+1/2@example.com';

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl') });
  hook = await receiver.start();
});
beforeEach(async () => {
  tenant = await newTenant(system.api);
});
afterAll(async () => {
  await system.stop();
  await receiver.stop();
});

const path = (subject: string) => `/v1/subjects/${encodeURIComponent(subject)}`;
const erase = (subject: string) => tenant.api.request<Receipt>('DELETE', path(subject));
const everything = () =>
  dumpRedis(system.installation.store.redis, `${system.installation.store.keys.prefix}:{${tenant.id}}`);

function chat(prompt: string, more: Record<string, unknown> = {}) {
  return tenant.api.post({ task: 'chat', input: { prompt }, ...more }, { wait: 30 });
}

test('erasing a subject leaves nothing of it: neither its jobs, nor their results, nor what was delivered', async () => {
  const webhook = { url: hook, secret: receiver.secret };
  const { body: job } = await chat('planted canary 4711', {
    ...{ subject: ANNA, webhook, metadata: { order: 'canary-order' } },
  });
  const { body: other } = await chat('somebody else', { subject: 'bob' });
  await tenant.api.request('POST', `/v1/jobs/${job.id}/feedback`, { comment: 'canary feedback' });
  expect((await tenant.api.get(path(ANNA))).body).toMatchObject({ jobs: 1, has_key: true, erasure: 'none' });

  const { status, body: receipt } = await erase(ANNA);
  expect(status).toBe(200);
  expect(receipt).toMatchObject({
    object: 'deletion_receipt',
    status: 'complete',
    jobs: 1,
    keys_destroyed: 1,
  });
  expect((await tenant.api.get(`/v1/jobs/${job.id}`)).body).toMatchObject({ result: null, subject: null });
  expect((await tenant.api.get(path(ANNA))).body).toMatchObject({ jobs: 0, has_key: false, erasure: 'none' });
  const listed = await tenant.api.get<{ data: unknown[] }>('/v1/jobs?metadata.order=canary-order');
  expect(listed.body.data).toEqual([]);

  const left = await everything();
  const traces = ['canary', ANNA, 'anna', Buffer.from(ANNA).toString('base64').slice(0, 16)];
  for (const trace of traces) expect(keysWith(left, trace)).toEqual([]);
  const content = [...left.keys()].filter((key) => key.includes(job.id));
  expect(content.map((key) => key.replace(/^.*:job:[^:]+/, ''))).toEqual(expect.arrayContaining(['']));
  expect(content.length).toBeLessThanOrEqual(2);
  expect((await tenant.api.get(`/v1/jobs/${other.id}`)).body.result?.output).toBe('somebody else');

  const audit = await tenant.api.get<{ data: { action: string; target: string }[] }>('/v1/audit');
  expect(audit.body.data).toContainEqual(
    expect.objectContaining({ action: 'subject.erase', target: receipt.id }),
  );
  expect(JSON.stringify(audit.body)).not.toContain('anna');
});

test('a job that runs is cancelled, and its answer goes nowhere', async () => {
  const { body: job } = await tenant.api.post({
    ...{ task: 'chat', model: 'sim-hang', input: { prompt: 'canary' }, subject: ANNA },
  });
  await tenant.api.get(`/v1/jobs/${job.id}`, { prefer: 'wait=10', 'if-none-match': '"1"' });
  expect((await erase(ANNA)).body).toMatchObject({ status: 'complete', jobs: 1 });
  expect((await tenant.api.get(`/v1/jobs/${job.id}`)).body).toMatchObject({
    ...{ status: 'cancelled', result: null },
    deleted_at: expect.any(String),
  });
});

test('who comes back after an erasure is somebody new', async () => {
  const { body: before } = await chat('before', { subject: ANNA });
  await erase(ANNA);
  const { body: after } = await chat('after', { subject: ANNA });
  expect(after.result?.output).toBe('after');
  expect((await tenant.api.get(`/v1/jobs/${before.id}`)).body.result).toBeNull();
  expect((await tenant.api.get(path(ANNA))).body).toMatchObject({ jobs: 1, has_key: true });
});

test('without its key nothing of a subject can be read, and its jobs end', async () => {
  const { store } = system.installation;
  const { body: done } = await chat('canary', { subject: ANNA });
  const digest = subjectDigest(await store.tenantKeys(tenant.id), ANNA);
  await store.dataKeys.subjects.destroy(tenant.id, digest);
  const { status, body } = await tenant.api.get(`/v1/jobs/${done.id}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ status: 'completed', result: null });
  expect((await tenant.api.get('/v1/jobs')).status).toBe(200);
  // It may come back, but its new key opens nothing of before.
  await chat('new', { subject: ANNA });
  expect((await tenant.api.get(`/v1/jobs/${done.id}`)).body.result).toBeNull();
});

test('an erasure that died before it was carried out is carried out by maintenance', async () => {
  const { store } = system.installation;
  const { body: job } = await chat('canary', { subject: ANNA });
  const digest = subjectDigest(await store.tenantKeys(tenant.id), ANNA);
  await store.redis.hset(store.keys.erasures(tenant.id), digest, JSON.stringify({ actor: 'key:gone' }));
  await resumeErasures(system.installation, tenant.id);
  expect((await tenant.api.get(`/v1/jobs/${job.id}`)).body).toMatchObject({
    ...{ result: null, deleted_at: expect.any(String) },
  });
  expect((await tenant.api.get(path(ANNA))).body).toMatchObject({ jobs: 0, has_key: false, erasure: 'none' });
});

test('jobs that are admitted while their subject is erased are either whole or gone', async () => {
  const posts = Array.from({ length: 60 }, (_, i) =>
    tenant.api.post({ task: 'chat', input: { prompt: `number ${i}` }, subject: ANNA }),
  );
  const erasures = Array.from({ length: 5 }, () => erase(ANNA));
  const jobs = await Promise.all(posts);
  for (const { status } of await Promise.all(erasures)) expect(status).toBe(200);
  // What came while others were erased, maintenance erases.
  await resumeErasures(system.installation, tenant.id);
  expect((await tenant.api.get(path(ANNA))).body).toMatchObject({ erasure: 'none' });
  for (const [i, { status, body }] of jobs.entries()) {
    expect(status).toBe(202);
    const now = await tenant.api.get(`/v1/jobs/${body.id}`, { prefer: 'wait=30' });
    const gone = (now.body as { deleted_at?: string }).deleted_at !== undefined;
    if (!gone) expect(now.body.result?.output).toBe(`number ${i}`);
  }
});

test('one tenant’s erasure is nothing to the same subject of another', async () => {
  const { body: job } = await chat('mine', { subject: ANNA });
  const stranger = await newTenant(system.api);
  expect((await stranger.api.request('DELETE', path(ANNA))).body).toMatchObject({
    jobs: 0,
    keys_destroyed: 0,
  });
  expect((await tenant.api.get(`/v1/jobs/${job.id}`)).body.result?.output).toBe('mine');
});
