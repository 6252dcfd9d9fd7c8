import { EventEmitter } from 'node:events';
import type { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Store } from '../../../shared/stores/store.ts';
import { AttemptStopped } from '../../../worker/attempts/attempt-stopped.ts';
import { LOCK_MS, RunningAttempts } from '../../../worker/attempts/running-attempts.ts';

const claim = { tenant: 'default', id: 'job_1', task: 'chat', hop: 1, attempt: 1 };
const NEVER = Number.MAX_SAFE_INTEGER;

/** What the record says of its owner: status, hop, attempt. */
let owner: string[];
let attempts: RunningAttempts;

beforeEach(() => {
  vi.useFakeTimers();
  owner = ['running', '1', '1'];
  const redis = { hmget: async () => owner };
  const keys = { job: () => 'job', aborts: () => 'aborts' };
  attempts = new RunningAttempts({ redis, keys } as unknown as Store);
});

afterEach(() => {
  attempts.close();
  vi.useRealTimers();
});

/** Why an attempt was told to stop. */
function reasonOf({ signal }: { readonly signal: AbortSignal }): string | undefined {
  return signal.reason instanceof AttemptStopped ? signal.reason.reason : undefined;
}

test('an attempt goes on while its lock is renewed', async () => {
  const attempt = attempts.begin('job_1-1', claim, NEVER, Date.now());
  for (let i = 0; i < 5; i++) {
    await vi.advanceTimersByTimeAsync(LOCK_MS / 2);
    attempts.renewed(['job_1-1'], Date.now());
  }
  expect(attempt.signal.aborted).toBe(false);
});

test('an attempt stops before its lock’s time is up', async () => {
  const attempt = attempts.begin('job_1-1', claim, NEVER, Date.now());
  await vi.advanceTimersByTimeAsync(LOCK_MS - 2_000);
  expect(reasonOf(attempt)).toBe('lock_lost');
});

test('a lock counts from when it was asked for, however late the answer comes', async () => {
  const attempt = attempts.begin('job_1-1', claim, NEVER, Date.now());
  const askedAt = Date.now();
  await vi.advanceTimersByTimeAsync(LOCK_MS / 2);
  attempts.renewed(['job_1-1'], askedAt);
  await vi.advanceTimersByTimeAsync(LOCK_MS / 2);
  expect(reasonOf(attempt)).toBe('lock_lost');
});

test('an attempt whose lock was gone before it began does not begin', () => {
  const attempt = attempts.begin('job_1-1', claim, NEVER, Date.now() - LOCK_MS);
  expect(reasonOf(attempt)).toBe('lock_lost');
});

test('an attempt stops when its hop comes back to the same process', () => {
  const old = attempts.begin('job_1-1', claim, NEVER, Date.now());
  const fresh = attempts.begin('job_1-1', { ...claim, attempt: 2 }, NEVER, Date.now());
  expect(reasonOf(old)).toBe('lock_lost');
  old.end();
  attempts.lost(['job_1-1']);
  expect(reasonOf(fresh)).toBe('lock_lost');
});

test('an attempt that has lost its job unheard stops with the next renewal', async () => {
  const attempt = attempts.begin('job_1-1', claim, NEVER, Date.now());
  owner = ['cancelled', '1', '1'];
  attempts.renewed(['job_1-1'], Date.now());
  await vi.advanceTimersByTimeAsync(1);
  expect(reasonOf(attempt)).toBe('ended');
});

test('after a lost connection it asks for its attempts only once it hears again', async () => {
  const subscribing: (() => void)[] = [];
  const subscriber = Object.assign(new EventEmitter(), {
    subscribe: () => new Promise<void>((resolve) => subscribing.push(resolve)),
  });
  const hearing = attempts.hearStops(subscriber as unknown as Redis);
  subscribing[0]?.();
  await hearing;
  const attempt = attempts.begin('job_1-1', claim, NEVER, Date.now());
  subscriber.emit('ready');
  owner = ['cancelled', '1', '1'];
  await vi.advanceTimersByTimeAsync(1);
  expect(attempt.signal.aborted).toBe(false);
  subscribing[1]?.();
  await vi.advanceTimersByTimeAsync(1);
  expect(reasonOf(attempt)).toBe('ended');
});

test('an attempt whose job was ended after it had the job, but before it was registered, stops', async () => {
  const subscriber = Object.assign(new EventEmitter(), { subscribe: async () => {} });
  await attempts.hearStops(subscriber as unknown as Redis);
  owner = ['cancelled', '1', '1'];
  subscriber.emit('message', 'aborts', 'default job_1');
  const attempt = attempts.begin('job_1-1', claim, NEVER, Date.now());
  await vi.advanceTimersByTimeAsync(1);
  expect(reasonOf(attempt)).toBe('ended');
});

test('an attempt that owns its job goes on, whatever was said of the job before', async () => {
  const subscriber = Object.assign(new EventEmitter(), { subscribe: async () => {} });
  await attempts.hearStops(subscriber as unknown as Redis);
  subscriber.emit('message', 'aborts', 'default job_1');
  const attempt = attempts.begin('job_1-1', claim, NEVER, Date.now());
  await vi.advanceTimersByTimeAsync(1);
  expect(attempt.signal.aborted).toBe(false);
});
