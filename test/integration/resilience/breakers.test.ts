import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, inject, test, vi } from 'vitest';
import { modelSchema } from '../../../shared/catalog/definitions.ts';
import { connectRedis } from '../../../shared/redis/connection.ts';
import { createKeys } from '../../../shared/redis/keys.ts';
import { loadScripts } from '../../../shared/redis/scripts.ts';
import type { BreakerState } from '../../../shared/resilience/breaker-store.ts';
import { Breakers, type Pass } from '../../../shared/resilience/breakers.ts';
import { simulatedModel } from '../../support/catalog.ts';

const MODEL = 'sim-test';
const SECOND = 1_000;

/** What all processes of a test have in common. */
let prefix: string;
let now: number;
let close: (() => Promise<void>)[];

beforeEach(() => {
  prefix = `t${randomUUID().slice(0, 8)}`;
  now = 1_700_000_000_000;
  close = [];
});

afterEach(() => Promise.all(close.map((each) => each())));

/** The breakers of one more process. */
async function startProcess(definition: Record<string, unknown> = {}) {
  const target = { REDIS_URL: inject('redisUrl') };
  const redis = connectRedis(target, 'worker', 'test');
  const subscriber = connectRedis(target, 'subscriber', 'test');
  const states: BreakerState[] = [];
  const breakers = new Breakers({
    store: { redis, run: loadScripts(redis), keys: createKeys(prefix) },
    subscriber,
    find: (name) => ({
      queue: 'model.sim-test',
      definition: modelSchema.parse({ name, ...simulatedModel(definition) }),
    }),
    onChange: (_model, state) => states.push(state),
    now: () => now,
  });
  await breakers.listen();
  close.push(async () => {
    await breakers.close();
    redis.disconnect();
    subscriber.disconnect();
  });
  /** Resolves when this process has heard of as many changes. */
  const heard = (...expected: BreakerState[]) => vi.waitFor(() => expect(states).toEqual(expected));
  return { breakers, redis, subscriber, heard };
}

type Process = Awaited<ReturnType<typeof startProcess>>;

async function passOf({ breakers }: Process): Promise<Pass> {
  const pass = await breakers.pass(MODEL);
  if (!pass) throw new Error('the breaker lets nobody through');
  return pass;
}

/** Makes calls that all come to the same. */
async function call(process: Process, count: number, outcome: Parameters<Pass['end']>[0]): Promise<void> {
  for (let i = 0; i < count; i++) (await passOf(process)).end(outcome);
  await process.breakers.flush();
}

async function openTwo(): Promise<[Process, Process]> {
  const [one, other] = await Promise.all([startProcess(), startProcess()]);
  expect(other.breakers.allows(MODEL)).toBe('yes');
  await call(one, 10, 'unavailable');
  await Promise.all([one.heard('open'), other.heard('open')]);
  return [one, other];
}

test('the failures of all processes open it for all of them', async () => {
  const [one, other] = await Promise.all([startProcess(), startProcess()]);
  await call(one, 5, 'unavailable');
  await call(other, 4, 'unavailable');
  expect([one.breakers.state(MODEL), one.breakers.allows(MODEL)]).toEqual(['closed', 'yes']);
  await call(other, 1, 'unavailable');
  await Promise.all([one.heard('open'), other.heard('open')]);
  for (const { breakers } of [one, other]) {
    expect(breakers.allows(MODEL)).toBe('no');
    expect(await breakers.pass(MODEL)).toBeUndefined();
    expect(breakers.openUntil(MODEL)).toBe(now + 10 * SECOND);
  }
  expect(one.breakers.allows('sim-other')).toBe('yes');
});

test.each([
  ['a model that mostly answers', [6, 'success'], [14, 'unavailable'], 'closed'],
  ['a model that mostly fails', [6, 'success'], [18, 'unavailable'], 'open'],
  ['half of the calls timing out', [5, 'success'], [5, 'timeout'], 'open'],
  ['fewer of them', [6, 'success'], [5, 'timeout'], 'closed'],
  ['failures of several kinds together', [3, 'timeout'], [4, 'bad_answer'], 'open'],
  ['a limit that lets somebody through', [1, 'success'], [30, 'rate_limited'], 'closed'],
  ['a limit that lets nobody through', [1, 'rate_limited'], [9, 'rate_limited'], 'open'],
  ['calls that say nothing', [50, 'none'], [9, 'unavailable'], 'closed'],
] as const)('%s', async (_name, first, second, state) => {
  const one = await startProcess();
  for (const [count, outcome] of [first, second]) {
    for (let i = 0; i < count; i++) (await passOf(one)).end(outcome);
    if (outcome === 'success') await one.breakers.flush();
  }
  await one.breakers.flush();
  expect(one.breakers.state(MODEL)).toBe(state);
});

test('what is older than the window does not count', async () => {
  const one = await startProcess();
  await call(one, 9, 'unavailable');
  now += 61 * SECOND;
  await call(one, 9, 'unavailable');
  expect(one.breakers.state(MODEL)).toBe('closed');
  await call(one, 1, 'unavailable');
  expect(one.breakers.state(MODEL)).toBe('open');
});

test('after its time it admits two probes over all processes, and closes when both succeed', async () => {
  const [one, other] = await openTwo();
  now += 10 * SECOND;
  expect([one.breakers.allows(MODEL), other.breakers.allows(MODEL)]).toEqual(['probe', 'probe']);
  const asked = await Promise.all([one, other, one, other, one].map(({ breakers }) => breakers.pass(MODEL)));
  const probes = asked.filter((pass) => pass !== undefined);
  expect(probes.map(({ probe }) => probe)).toEqual([true, true]);
  await Promise.all([one.heard('open', 'half_open'), other.heard('open', 'half_open')]);
  probes[0]?.end('success');
  await Promise.all([one.breakers.flush(), other.breakers.flush()]);
  expect(one.breakers.state(MODEL)).toBe('half_open');
  probes[1]?.end('success');
  await Promise.all([one, other].map(({ heard }) => heard('open', 'half_open', 'closed')));
  expect((await passOf(other)).probe).toBe(false);
});

test('a probe that fails opens it again for twice as long, up to a bound', async () => {
  const [one, other] = await openTwo();
  for (const seconds of [20, 40, 80, 120, 120]) {
    now = (one.breakers.openUntil(MODEL) ?? 0) + 1;
    (await passOf(one)).end('timeout');
    // Who has seen it fail need not be told.
    expect(one.breakers.allows(MODEL)).toBe('no');
    await one.breakers.flush();
    expect(one.breakers.openUntil(MODEL)).toBe(now + seconds * SECOND);
    await vi.waitFor(() => expect(other.breakers.openUntil(MODEL)).toBe(now + seconds * SECOND));
  }
  now = (one.breakers.openUntil(MODEL) ?? 0) + 1;
  for (const probe of [await passOf(one), await passOf(other)]) probe.end('success');
  await vi.waitFor(() => expect(one.breakers.state(MODEL)).toBe('closed'));
  await call(one, 10, 'unavailable');
  expect(one.breakers.openUntil(MODEL)).toBe(now + 10 * SECOND);
});

test('the probe of a process that died leaves its place when its time is up', async () => {
  const [one, other] = await openTwo();
  now += 10 * SECOND;
  await Promise.all([passOf(one), passOf(one)]);
  expect(await other.breakers.pass(MODEL)).toBeUndefined();
  now += 30 * SECOND;
  expect((await passOf(other)).probe).toBe(true);
});

test('a probe that came to nothing gives its place back', async () => {
  const [one, other] = await openTwo();
  now += 10 * SECOND;
  const [probe] = await Promise.all([passOf(one), passOf(one)]);
  probe?.end('none');
  await one.breakers.flush();
  expect((await passOf(other)).probe).toBe(true);
});

test('calls that began before it opened change nothing any more', async () => {
  const [one, other] = await Promise.all([startProcess(), startProcess()]);
  const early = await Promise.all([passOf(other), passOf(other)]);
  await call(one, 10, 'unavailable');
  now += 10 * SECOND;
  const probe = await passOf(one);
  for (const pass of early) pass.end('success');
  await other.breakers.flush();
  expect(one.breakers.state(MODEL)).toBe('half_open');
  probe.end('none');
});

test('a provider that wants to be left alone for longer than a cool-down is', async () => {
  const one = await startProcess();
  (await passOf(one)).end('rate_limited', 9 * SECOND);
  await one.breakers.flush();
  expect(one.breakers.state(MODEL)).toBe('closed');
  (await passOf(one)).end('rate_limited', 45 * SECOND);
  await one.breakers.flush();
  expect(one.breakers.openUntil(MODEL)).toBe(now + 45 * SECOND);
});

test('a model may have a breaker of its own', async () => {
  const breaker = { cool_down_seconds: 1, probes: 1, thresholds: { unavailable: { least: 2, share: 1 } } };
  const one = await startProcess({ breaker });
  await call(one, 2, 'unavailable');
  expect(one.breakers.openUntil(MODEL)).toBe(now + SECOND);
  now += SECOND;
  (await passOf(one)).end('success');
  await one.breakers.flush();
  expect(one.breakers.state(MODEL)).toBe('closed');
});

test('a process that missed the news learns them by reading', async () => {
  const [one, deaf] = await Promise.all([startProcess(), startProcess()]);
  expect(deaf.breakers.allows(MODEL)).toBe('yes');
  await deaf.subscriber.unsubscribe();
  await call(one, 10, 'unavailable');
  expect(deaf.breakers.allows(MODEL)).toBe('yes');
  await deaf.breakers.resync();
  expect(deaf.breakers.allows(MODEL)).toBe('no');
});

test('one that starts later reads what it finds', async () => {
  const [one] = await openTwo();
  const late = await startProcess();
  late.breakers.allows(MODEL);
  await late.heard('open');
  expect(late.breakers.openUntil(MODEL)).toBe(one.breakers.openUntil(MODEL));
});

test('with Redis away the last word counts, and nobody is held up', async () => {
  const [one, other] = await openTwo();
  for (const { redis } of [one, other]) redis.disconnect();
  expect(one.breakers.allows('sim-healthy')).toBe('yes');
  (await one.breakers.pass('sim-healthy'))?.end('unavailable');
  expect(one.breakers.allows(MODEL)).toBe('no');
  now += 10 * SECOND;
  expect(await one.breakers.pass(MODEL)).toBeUndefined();
  await one.breakers.resync();
  expect(one.breakers.openUntil(MODEL)).toBe(now);
});

test('a healthy model costs no command but its reports', async () => {
  const one = await startProcess();
  await call(one, 1, 'success');
  const run = vi.spyOn(one.redis, 'sendCommand');
  for (let i = 0; i < 100; i++) (await passOf(one)).end('success');
  expect(run).not.toHaveBeenCalled();
  await one.breakers.flush();
  expect(run).toHaveBeenCalledTimes(1);
});
