import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { FileRewriter } from '../../../worker/maintenance/rewrite-file.ts';
import { runMaintenance } from '../../../worker/maintenance/run-maintenance.ts';
import type { ApiClient } from '../../support/api-client.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { Receiver } from '../../support/receiver.ts';
import { dumpRedis, keysWith } from '../../support/redis-dump.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant, type Tenant, withKey } from '../../support/tenant.ts';

type Entry = Readonly<Record<string, string>>;
interface Hold {
  readonly id: string;
  readonly target: string;
}
interface Timeline {
  readonly data: readonly unknown[];
}

const receiver = new Receiver();
let system: System;
let hook: string;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl') });
  hook = await receiver.start();
});
afterAll(async () => {
  await system.stop();
  await receiver.stop();
});

const sweep = () =>
  runMaintenance(system.installation, 'sweep', createLogger('test', 'silent'), new FileRewriter());
const chat = (tenant: Tenant, prompt: string, more: Record<string, unknown> = {}) =>
  tenant.api.post({ task: 'chat', input: { prompt }, ...more }, { wait: 30 });
const everything = ({ id }: Tenant) =>
  dumpRedis(system.installation.store.redis, `${system.installation.store.keys.prefix}:{${id}}`);
const timelineOf = async (api: ApiClient, id: string) =>
  (await api.get<Timeline>(`/v1/jobs/${id}/timeline`)).body.data.length;

async function auditOf({ api }: Tenant, target: string): Promise<Entry[]> {
  const { body } = await api.get<{ data: Entry[] }>('/v1/audit?limit=100');
  return body.data.filter((entry) => entry.target === target);
}

describe('parts of a job', () => {
  test('go when their time is over for jobs of that sensitivity, and the rest stays', async () => {
    const retention = { restricted: { input_days: 0, journal_days: 0, log_days: 0 } };
    const tenant = await newTenant(system.api, { retention });
    const about = { subject: 'anna', metadata: { order: 'canary-81' } };
    const { body: secret } = await chat(tenant, 'hello', { ...about, sensitivity: 'restricted' });
    const { body: plain } = await chat(tenant, 'hello', about);
    expect(await timelineOf(tenant.api, secret.id)).toBeGreaterThan(1);
    await sweep();

    const { body: left } = await tenant.api.get(`/v1/jobs/${secret.id}`);
    expect(left).toMatchObject({
      ...{ status: 'completed', subject: null, metadata: {} },
      result: { output: 'hello' },
    });
    expect(left).not.toHaveProperty('deleted_at');
    expect(await timelineOf(tenant.api, secret.id)).toBe(1);
    expect((await tenant.api.get(`/v1/jobs/${plain.id}`)).body).toMatchObject(about);
    expect(await timelineOf(tenant.api, plain.id)).toBeGreaterThan(1);
    const { body: listed } = await tenant.api.get<{ data: { id: string }[] }>(
      '/v1/jobs?metadata.order=canary-81',
    );
    expect(listed.data.map(({ id }) => id)).toEqual([plain.id]);
    expect(await auditOf(tenant, secret.id)).toContainEqual(
      expect.objectContaining({
        action: 'job.erase_parts',
        actor: 'retention',
        reason: 'input, journal, log',
      }),
    );
    const { keys } = system.installation.store;
    const dump = await everything(tenant);
    for (const key of [keys.jobInput, keys.jobJournal, keys.jobLog]) {
      expect(dump.has(key(tenant.id, secret.id))).toBe(false);
      expect(dump.has(key(tenant.id, plain.id))).toBe(true);
    }
    // Its subject is found by its key still, and with it the job.
    const { body: receipt } = await tenant.api.request<{ jobs: number }>('DELETE', '/v1/subjects/anna');
    expect(receipt.jobs).toBe(2);
    expect(keysWith(await everything(tenant), keys.jobResult(tenant.id, secret.id))).toEqual([]);
  });

  test('take the key with them when nothing is left that it seals', async () => {
    const parts = { input_days: 0, output_days: 0, journal_days: 0, delivery_days: 0 };
    const tenant = await newTenant(system.api, { retention: { internal: parts } });
    const { body: job } = await chat(tenant, 'hello', { webhook: { url: hook, secret: receiver.secret } });
    await receiver.waitFor(1, ({ body: { data } }) => data.id === job.id);
    await expect
      .poll(async () => {
        await sweep();
        return (await auditOf(tenant, job.id)).map(({ action }) => action);
      })
      .toContain('job.erase_parts');
    const { store } = system.installation;
    const record = await store.redis.hgetall(store.keys.job(tenant.id, job.id));
    expect(record).toMatchObject({ status: 'completed', erased: 'input,output,journal,delivery' });
    expect(record).not.toHaveProperty('key');
    const { body: left } = await tenant.api.get(`/v1/jobs/${job.id}`);
    expect(left).toMatchObject({ status: 'completed', result: null, usage: job.usage });
    expect(keysWith(await everything(tenant), 'delivery:msg')).toEqual([]);
  });

  test('that a retry needs are not asked for in vain', async () => {
    const tenant = await newTenant(system.api, { retention: { internal: { input_days: 0 } } });
    const { body: job } = await chat(tenant, 'hello', { model: 'sim-status-400' });
    expect(job.status).toBe('failed');
    await sweep();
    expectProblemAnswer(await tenant.api.request('POST', `/v1/jobs/${job.id}/retry`), 409, 'job_not_failed');
  });

  test('are settings of the tenant, shown and checked', async () => {
    const tenant = await newTenant(system.api);
    const path = `/v1/tenants/${tenant.id}`;
    const retention = { confidential: { output_days: 7 }, restricted: { input_days: 0.5 } };
    expect((await system.api.request('PATCH', path, { retention })).body).toMatchObject({ retention });
    const wrong = await system.api.request('PATCH', path, { retention: { secret: { input_days: 1 } } });
    expectProblemAnswer(wrong, 400, 'invalid_request');
    const negative = await system.api.request('PATCH', path, { retention: { public: { input_days: -1 } } });
    expectProblemAnswer(negative, 400, 'invalid_request');
  });
});

describe('a legal hold', () => {
  const hold = (tenant: Tenant, target: object) =>
    tenant.api.request<Hold>('POST', '/v1/legal-holds', { ...target, reason: 'Case 12.' });
  const erase = (tenant: Tenant, path: string) => tenant.api.request('DELETE', path);

  test('keeps a job from deletion, by hand and by time, until it is lifted', async () => {
    const tenant = await newTenant(system.api, { retention: { internal: { input_days: 0 } } });
    const { body: job } = await chat(tenant, 'evidence', { subject: 'anna' });
    const { status, body: held } = await hold(tenant, { job: job.id });
    expect(status).toBe(201);
    await sweep();
    expect((await tenant.api.get(`/v1/jobs/${job.id}`)).body).toMatchObject({ subject: 'anna' });
    const refused = await erase(tenant, `/v1/jobs/${job.id}`);
    expectProblemAnswer(refused, 409, 'legal_hold');
    expect(refused.body).toMatchObject({ legal_hold: held.id });
    expectProblemAnswer(await erase(tenant, '/v1/subjects/anna'), 409, 'legal_hold');
    const { body: list } = await tenant.api.get<{ data: Hold[] }>('/v1/legal-holds');
    expect(list.data).toEqual([expect.objectContaining({ target: `job:${job.id}`, reason: 'Case 12.' })]);

    expect((await erase(tenant, `/v1/legal-holds/${held.id}`)).status).toBe(200);
    expectProblemAnswer(await erase(tenant, `/v1/legal-holds/${held.id}`), 404, 'not_found');
    expect((await erase(tenant, `/v1/jobs/${job.id}`)).body).toMatchObject({ keys_destroyed: 1 });
    const actions = (await auditOf(tenant, `job:${job.id}`)).map(({ action }) => action);
    expect(actions.sort()).toEqual(['legal_hold.lift', 'legal_hold.set']);
  });

  test('may be on all about a subject, or on everything', async () => {
    const tenant = await newTenant(system.api);
    const { body: job } = await chat(tenant, 'evidence', { subject: 'anna' });
    const { body: other } = await chat(tenant, 'other', { subject: 'bob' });
    const { body: held } = await hold(tenant, { subject: 'anna' });
    expect(held.target).not.toContain('anna');
    expectProblemAnswer(await erase(tenant, `/v1/jobs/${job.id}`), 409, 'legal_hold');
    expectProblemAnswer(await erase(tenant, '/v1/subjects/anna'), 409, 'legal_hold');
    const { body: all } = await hold(tenant, { tenant: true });
    expectProblemAnswer(await erase(tenant, `/v1/jobs/${other.id}`), 409, 'legal_hold');
    await erase(tenant, `/v1/legal-holds/${all.id}`);
    expect((await erase(tenant, `/v1/jobs/${other.id}`)).status).toBe(200);
    expectProblemAnswer(await erase(tenant, '/v1/subjects/anna'), 409, 'legal_hold');
  });

  test('names one thing that there is, and is set by those who may', async () => {
    const tenant = await newTenant(system.api);
    expectProblemAnswer(await hold(tenant, {}), 400, 'invalid_request');
    expectProblemAnswer(await hold(tenant, { tenant: true, subject: 'anna' }), 400, 'invalid_request');
    expectProblemAnswer(await hold(tenant, { job: `job_${'0'.repeat(22)}` }), 404, 'not_found');
    const reader = await withKey(tenant.api, { name: 'reader', scopes: ['holds:read'] });
    const set = await reader.api.request('POST', '/v1/legal-holds', { tenant: true, reason: 'No.' });
    expectProblemAnswer(set, 403, 'forbidden');
    const stranger = await newTenant(system.api);
    const { body: held } = await hold(tenant, { tenant: true });
    expectProblemAnswer(await erase(stranger, `/v1/legal-holds/${held.id}`), 404, 'not_found');
  });
});
