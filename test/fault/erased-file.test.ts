import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PrivateRedis } from '../support/faults/private-redis.ts';
import { type ProcessSystem, startProcessSystem } from '../support/process-system.ts';
import type { ProductProcess } from '../support/processes.ts';
import { dumpRedis, keysWith } from '../support/redis-dump.ts';

const CANARY = 'canary-5e1f';
const SUBJECT = `${CANARY}-subject@example.org`;

let redis: PrivateRedis;
let system: ProcessSystem;
let worker: ProductProcess;

beforeAll(async () => {
  redis = await PrivateRedis.start();
  system = await startProcessSystem({
    ...{ redisUrl: redis.url, env: { LOG_LEVEL: 'debug' } },
    models: { 'sim-echo': {}, 'sim-status': { provider_model: 'sim-status-400' } },
  });
  worker = await system.startWorker();
}, 60_000);
afterAll(async () => {
  await system.stop();
  await redis.destroy();
});

/** Everything that Redis has on disk, as text. */
function files(directory: string): string {
  const read = (path: string): string =>
    statSync(path).isDirectory()
      ? readdirSync(path)
          .map((name) => read(join(path, name)))
          .join('\n')
      : readFileSync(path, 'latin1');
  return read(directory);
}

test('what was erased is nowhere: not in Redis, nor in its files, its keys, logs, dead letters or the trail', async () => {
  const { api, webhook, installation } = system;
  const { store } = installation;
  const about = {
    ...{ subject: SUBJECT, metadata: { order: `${CANARY}-order` }, webhook },
  };
  const done = await api.chat('sim-echo', `${CANARY} of one`, about);
  const dead = await api.chat('sim-status', `${CANARY} of another`, about);
  const single = await api.chat('sim-echo', `${CANARY} of nobody`, { webhook });
  expect([done.status, dead.status, single.status]).toEqual(['completed', 'failed', 'completed']);
  await system.receiver.waitFor(3, () => true);
  await api.request('POST', `/v1/jobs/${done.id}/feedback`, { comment: `${CANARY} comment` });
  const wrapped = await Promise.all(
    [done, dead, single].map(({ id }) => store.redis.hget(store.keys.job('default', id), 'key')),
  );
  const secrets = wrapped.map((key) => String(key));
  for (const secret of secrets) expect(files(redis.directory)).toContain(secret);

  const { body: receipt } = await api.request('DELETE', `/v1/subjects/${encodeURIComponent(SUBJECT)}`);
  expect(receipt).toMatchObject({ status: 'complete', jobs: 2, keys_destroyed: 1 });
  expect((await api.request('DELETE', `/v1/jobs/${single.id}`)).body).toMatchObject({ keys_destroyed: 1 });

  // The file is rewritten by itself, in the background.
  await expect
    .poll(() => secrets.some((secret) => files(redis.directory).includes(secret)), {
      ...{ interval: 100, timeout: 90_000 },
    })
    .toBe(false);
  expect(files(redis.directory)).not.toContain(CANARY);
  const dump = await dumpRedis(store.redis, '');
  for (const text of [CANARY, ...secrets]) expect(keysWith(dump, text)).toEqual([]);
  for (const { output } of [worker, system.apiProcess]) expect(output()).not.toContain(CANARY);
  const headers = { authorization: api.authorization };
  const exported = await (await fetch(`${api.url}/v1/audit/export`, { headers })).text();
  expect(exported).toContain('subject.erase');
  expect(exported).not.toContain(CANARY);
  expect((await api.get('/v1/audit/verify')).body).toMatchObject({ valid: true });
}, 150_000);
