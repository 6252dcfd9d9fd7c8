import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import type { Problem } from '../support/api-client.ts';
import { expectOneEnd } from '../support/faults/expect-one-end.ts';
import { startLoad } from '../support/faults/load.ts';
import { PrivateRedis } from '../support/faults/private-redis.ts';
import { withProcesses } from '../support/faults/with-processes.ts';

const models = { 'sim-slow-100': { concurrency: 10, retry: { attempts: 4, base_ms: 200, max_ms: 1_000 } } };

// A Redis without room stops scripts at their first write that needs some, BullMQ's in the middle.
test('a Redis that is full for a while loses no job', async () => {
  const redis = await PrivateRedis.start();
  const admin = new Redis(redis.url);
  await withProcesses({ redisUrl: redis.url, models }, async (system) => {
    const { api } = system;
    await Promise.all([system.startWorker(), system.startWorker()]);
    const load = startLoad(system, 'sim-slow-100', 200, 50);
    await load.reached(100);
    await admin.config('SET', 'maxmemory', '1');
    const refused = await api.post<Problem>({ task: 'chat', input: { prompt: 'no room' } });
    expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable', retryable: true } });
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    // The fault is the time without room: long enough for attempts to end in it.
    await delay(3_000);
    await admin.config('SET', 'maxmemory', '0');
    await load.done;
    expect(load.surprises).toEqual([]);
    for (const { id, prompt } of load.accepted) {
      expect(await expectOneEnd(system, id)).toMatchObject({
        status: 'completed',
        result: { output: prompt },
      });
    }
  }).finally(async () => {
    admin.disconnect();
    await redis.destroy();
  });
});
