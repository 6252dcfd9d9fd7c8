import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDashboard } from '../../../dashboard/start-dashboard.ts';
import { connectRedis } from '../../../shared/redis/connection.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { Visitor } from '../../support/dashboard/visitor.ts';
import { Receiver } from '../../support/receiver.ts';
import { RedisCluster } from '../../support/redis-cluster.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant } from '../../support/tenant.ts';

const receiver = new Receiver();
let address: string;
let cluster: RedisCluster;
let system: System;

beforeAll(async () => {
  address = await receiver.start();
  cluster = await RedisCluster.start();
  system = await startSystem({ redisUrl: cluster.url });
});
afterAll(async () => {
  await system?.stop();
  await cluster?.stop();
  await receiver.stop();
});

test('jobs of several tenants run to their webhooks', async () => {
  const webhook = { url: address, secret: receiver.secret };
  const tenants = await Promise.all(Array.from({ length: 4 }, () => newTenant(system.api)));
  for (const { api } of [{ api: system.api }, ...tenants]) {
    const body = { task: 'chat', input: { prompt: 'hello' }, subject: 'anna', webhook };
    const { body: job } = await api.post(body, { wait: 20 });
    expect(job).toMatchObject({ status: 'completed', result: { output: 'hello' } });
    const [message] = await receiver.waitFor(1, (one) => one.body.data.id === job.id);
    if (message) receiver.verify(message);
    expect((await api.get<{ data: unknown[] }>('/v1/jobs?subject=anna')).body.data).toHaveLength(1);
    expect((await api.request('DELETE', `/v1/jobs/${job.id}`)).status).toBe(200);
    expect((await api.get(`/v1/jobs/${job.id}`)).body).toMatchObject({ result: null });
  }
});

test('a running job is cancelled, and a failed one redriven', async () => {
  const hung = await system.api.post({ task: 'chat', model: 'sim-hang', input: { prompt: 'wait' } });
  await expect
    .poll(async () => (await system.api.get(`/v1/jobs/${hung.body.id}`)).body.status)
    .toBe('running');
  await system.api.request('POST', `/v1/jobs/${hung.body.id}/cancel`);
  expect(await system.api.finished(hung.body.id)).toMatchObject({ status: 'cancelled' });

  const failing = { task: 'chat', model: 'sim-status-400', input: { prompt: 'no' } };
  const { body } = await system.api.post(failing, { wait: 20 });
  expect(body.status).toBe('failed');
  await system.api.request('POST', `/v1/jobs/${body.id}/retry`, {});
  expect(await system.api.finished(body.id)).toMatchObject({ status: 'failed' });
});

test('the dashboard shows its queues', async () => {
  const dashboard = await startDashboard(system.installation, createLogger('test', 'silent'));
  const visitor = new Visitor(`http://127.0.0.1:${dashboard.port}`);
  await visitor.signIn('admin', system.env.ADMIN_PASSWORD ?? '');
  const { status, text } = await visitor.call(
    'GET',
    '/api/queues?activeQueue=model.sim-echo&status=completed',
  );
  expect(status).toBe(200);
  expect(text).toContain('model.sim-echo');
  await dashboard.stop();
});

test('a cluster that is away keeps no request waiting for long', async () => {
  const redis = connectRedis({ REDIS_URL: 'redis+cluster://127.0.0.1:1,127.0.0.1:2' }, 'request', 'test');
  const asked = Date.now();
  await expect(redis.get('anything')).rejects.toThrow();
  expect(Date.now() - asked).toBeLessThan(7_000);
  redis.disconnect();
});
