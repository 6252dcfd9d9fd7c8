import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { FileRewriter } from '../../../worker/maintenance/rewrite-file.ts';
import { runMaintenance } from '../../../worker/maintenance/run-maintenance.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { callsAbout } from '../../support/simulator-calls.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant } from '../../support/tenant.ts';

let system: System;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl') });
});
afterAll(() => system.stop());

const chat = (prompt: string) => ({ task: 'chat', input: { prompt } });

test('a key stays taken by the tombstone of a deleted job', async () => {
  const key = randomUUID();
  const prompt = randomUUID();
  const { body: job } = await system.api.post(chat(prompt), { key, wait: 30 });
  await system.api.request('DELETE', `/v1/jobs/${job.id}`);

  for (const wait of [undefined, 5]) {
    const replay = await system.api.post(chat(prompt), { key, wait });
    expect(replay.status).toBe(200);
    expect(replay.headers.get('idempotency-replayed')).toBe('true');
    expect(replay.body).toMatchObject({
      id: job.id,
      deleted_at: expect.stringMatching(/Z$/),
      result: null,
      subject: null,
      metadata: {},
    });
  }
  expectProblemAnswer(await system.api.post(chat('other'), { key }), 422, 'idempotency_key_reused');
  expect(await callsAbout(system.simulator, prompt)).toHaveLength(1);
});

test('a key is free again once the record has been swept', async () => {
  const { id: tenant, api } = await newTenant(system.api);
  const { store } = system.installation;
  await store.redis.hset(store.keys.tenant(tenant), 'retention_days', 0);
  const key = randomUUID();
  const first = await api.post(chat('first life'), { key, wait: 30 });
  expect(first.body.status).toBe('completed');

  const log = createLogger('test', 'silent');
  await runMaintenance(system.installation, 'sweep', log, new FileRewriter());
  expectProblemAnswer(await api.get(`/v1/jobs/${first.body.id}`), 404, 'not_found');
  expect(await store.redis.keys(`${store.keys.prefix}:{${tenant}}:job:*`)).toEqual([]);

  const second = await api.post(chat('second life'), { key, wait: 30 });
  expect(second.status).toBe(200);
  expect(second.headers.get('idempotency-replayed')).toBeNull();
  expect(second.body.result?.output).toBe('second life');
});
