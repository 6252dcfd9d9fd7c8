import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { hopPriority } from '../../../shared/queues/hop-priority.ts';
import { type ProcessSystem, startProcessSystem } from '../../support/process-system.ts';
import { newTenant, type Tenant } from '../../support/tenant.ts';
import { countOf, postMany, Turns } from '../../support/turns.ts';

const SLOTS = 4;
const QUEUE = 'model.sim-held';
const PATIENCE_MS = 120_000;

let system: ProcessSystem;
let turns: Turns;
let first: Tenant;
let second: Tenant;

beforeEach(async () => {
  system = await startProcessSystem({
    redisUrl: inject('redisUrl'),
    models: {
      'sim-held': { held: true, concurrency: SLOTS, retry: { attempts: 4, base_ms: 60_000, max_ms: 60_000 } },
    },
  });
  turns = new Turns(system.held);
  first = await newTenant(system.api);
  second = await newTenant(system.api);
});
afterEach(() => system.stop());

const startWorkers = () => Promise.all([system.startWorker(), system.startWorker()]);

/** Writes into the clock of the queue what a long time would have brought about. */
async function setClock(fields: Record<string, string | number>): Promise<void> {
  const { redis, keys } = system.installation.store;
  await redis.hset(keys.queueClock(QUEUE), fields);
}

async function clock() {
  const { redis, keys } = system.installation.store;
  const [now, base, walked] = await redis.hmget(keys.queueClock(QUEUE), 'now', 'base', 'walked');
  return { now: Number(now), base: Number(base), walked: walked ?? '' };
}

/** Answers calls until the n-th walk is done, however many that takes. @returns their prompts */
async function serveUntilWalked(walk: number): Promise<string[]> {
  const served: string[] = [];
  for (;;) {
    const { now, base, walked } = await clock();
    if (base > 0 && walked.startsWith(`${base} ${walk} `)) return served;
    served.push(...(await turns.serve(3)));
    await expect.poll(async () => (await clock()).now, { timeout: 20_000 }).toBeGreaterThan(now);
  }
}

function placeIn(data: string | null | undefined): number {
  try {
    return JSON.parse(data ?? '').place;
  } catch {
    return Number.NaN;
  }
}

/** Hops whose priority does not follow from their place and the base of the queue; there should be none. */
async function misplacedHops(): Promise<string[]> {
  const { redis } = system.installation.store;
  const bull = system.installation.queues.queue(QUEUE);
  const { base } = await clock();
  const ids = [
    ...(await redis.zrange(bull.toKey('prioritized'), '0', '-1')),
    ...(await redis.zrange(bull.toKey('delayed'), '0', '-1')),
    ...(await redis.lrange(bull.toKey('active'), 0, -1)),
  ];
  const wrong = await Promise.all(
    ids.map(async (id) => {
      const [data, priority] = await redis.hmget(bull.toKey(id), 'data', 'priority');
      const score = await redis.zscore(bull.toKey('prioritized'), id);
      const right = hopPriority(placeIn(data) - base);
      const misplaced = score !== null && Math.floor(Number(score) / 2 ** 32) !== right;
      return Number(priority) !== right || misplaced ? [id] : [];
    }),
  );
  return wrong.flat();
}

test(
  'while the base moves under load, weights are met and every hop gets its new priority',
  async () => {
    await system.api.request('PATCH', `/v1/tenants/${first.id}`, { weight: 3 });
    await postMany(first.api, 600, 'first');
    await postMany(second.api, 200, 'second');
    await startWorkers();
    const served = await turns.serve(100);
    await setClock({ begun: 1e9 });
    const adding = postMany(second.api, 50, 'second');
    served.push(...(await serveUntilWalked(1)));
    await adding;
    const { base } = await clock();
    await setClock({ walked: `${base} 1 0` });
    served.push(...(await serveUntilWalked(2)));
    expect(await misplacedHops()).toEqual([]);
    served.push(...(await turns.serve(600 - served.length)));
    expect(countOf(served, 'first')).toBeGreaterThan(0.9 * 450);
    expect(countOf(served, 'first')).toBeLessThan(1.1 * 450);
  },
  PATIENCE_MS,
);

test(
  'hops that were added by somebody who had not heard of the new base are found',
  async () => {
    await postMany(first.api, 150, 'first');
    await startWorkers();
    await turns.serve(50);
    await setClock({ begun: 1e9 });
    await serveUntilWalked(1);
    const { base } = await clock();
    // As an api would that knows the base of before.
    const bull = system.installation.queues.queue(QUEUE);
    const [late = ''] = await postMany(second.api, 1, 'second');
    await expect.poll(() => bull.getJobState(`${late}-1`), { timeout: 20_000 }).toBe('prioritized');
    const hop = await bull.getJob(`${late}-1`);
    await hop?.changePriority({ priority: hopPriority(hop.data.place) });
    expect(await misplacedHops()).toHaveLength(1);
    await setClock({ walked: `${base} 1 0` });
    await serveUntilWalked(2);
    expect(await misplacedHops()).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'a base that moved while its mover died is followed by whoever comes next',
  async () => {
    await postMany(first.api, 150, 'first');
    await startWorkers();
    await turns.serve(50);
    await setClock({ base: 5_000 });
    expect((await misplacedHops()).length).toBeGreaterThan(0);
    await serveUntilWalked(1);
    expect(await misplacedHops()).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'hops that wait for a retry follow, too',
  async () => {
    await postMany(first.api, 100, 'first');
    await startWorkers();
    (await system.held.nth(1)).refuse(500);
    await expect
      .poll(() => system.installation.queues.queue(QUEUE).getDelayedCount(), { timeout: 20_000 })
      .toBe(1);
    await turns.serve(20);
    await setClock({ begun: 1e9 });
    await serveUntilWalked(1);
    expect(await misplacedHops()).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'hops without a place, as older versions and operators leave them, hold up nobody',
  async () => {
    await postMany(first.api, 150, 'first');
    const { redis } = system.installation.store;
    const bull = system.installation.queues.queue(QUEUE);
    const [edited = ''] = await postMany(second.api, 1, 'edited');
    await expect.poll(() => bull.getJobState(`${edited}-1`), { timeout: 20_000 }).toBe('prioritized');
    await redis.hset(bull.toKey(`${edited}-1`), {
      data: `{"tenant":"${second.id}","place":"soon"}`,
      priority: 1,
    });
    await redis.zadd(bull.toKey('prioritized'), 2 ** 32, `${edited}-1`);
    const last = { priority: 2_000_000 };
    await bull.add('chat', { tenant: first.id }, { jobId: 'job_old-1', ...last });
    await bull.add('chat', { tenant: first.id }, { jobId: 'job_garbled-1', ...last });
    await redis.hset(bull.toKey('job_garbled-1'), 'data', '{"tenant":');
    await startWorkers();
    const served = await turns.serve(50);
    expect(countOf(served, 'edited')).toBe(1);
    await setClock({ begun: 1e9 });
    await serveUntilWalked(1);
    expect(await misplacedHops()).toEqual(['job_old-1', 'job_garbled-1']);
  },
  PATIENCE_MS,
);
