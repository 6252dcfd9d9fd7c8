import { expect, inject, test } from 'vitest';
import { withProcesses } from '../support/faults/with-processes.ts';
import { newTenant } from '../support/tenant.ts';

const CONCURRENCY = 4;
const JOBS = 24;

test('workers that are killed leave none of their tenant’s places taken, and none taken twice', () =>
  withProcesses(
    {
      redisUrl: inject('redisUrl'),
      models: { held: { held: true, concurrency: 50 }, other: { held: true, concurrency: 50 } },
    },
    async (system) => {
      const { held, installation } = system;
      const { redis, keys } = installation.store;
      const tenant = await newTenant(system.api, { limits: { concurrency: CONCURRENCY } });
      const prompts = Array.from({ length: JOBS }, (_, i) => `prompt ${i}`);
      const ids: string[] = [];
      for (const [i, prompt] of prompts.entries()) {
        const model = i % 2 === 0 ? 'held' : 'other';
        ids.push((await tenant.api.post({ task: 'chat', model, input: { prompt } })).body.id);
      }
      const victim = await system.startWorker();
      await expect.poll(() => held.calls.length, { timeout: 30_000 }).toBe(CONCURRENCY);
      await victim.kill();
      await Promise.all([system.startWorker(), system.startWorker()]);

      // Whatever is asked now is answered at once.
      const answered = new Set<unknown>();
      const answer = setInterval(() => {
        for (const call of held.calls) if (!answered.has(call)) answered.add(call) && call.answer();
      }, 5);
      const jobs = await Promise.all(ids.map((id) => tenant.api.finished(id)));
      clearInterval(answer);
      expect(new Set(jobs.map(({ status }) => status))).toEqual(new Set(['completed']));
      // Calls of the dead are broken off with it.
      expect(held.maxInFlight).toBe(CONCURRENCY);
      expect(await redis.smembers(keys.runningJobs(tenant.id))).toEqual([]);
      expect(await redis.zrange(keys.waitingHops(tenant.id), '0', '-1')).toEqual([]);
    },
  ));
