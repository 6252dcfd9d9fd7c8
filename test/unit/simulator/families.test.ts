import { describe, expect, it, vi } from 'vitest';
import { createFailureSchedule } from '../../../simulator/models/failure-schedule.ts';
import { readModelName } from '../../../simulator/models/families.ts';
import { drawLatency } from '../../../simulator/models/latency.ts';
import { createTokenBucket } from '../../../simulator/models/token-bucket.ts';
import { readCalls } from './support/call-list.ts';
import { useSimulator } from './support/simulator.ts';

const simulator = useSimulator(() => ({ callsPerSecond: 2 }));

describe('the name of a model', () => {
  it.each([
    ['sim-slow-250', { kind: 'slow', latency: { meanMs: 250, deviationMs: 0 } }],
    ['sim-slow-250~50', { kind: 'slow', latency: { meanMs: 250, deviationMs: 50 } }],
    ['sim-slow-250-50', { kind: 'slow', latency: { meanMs: 250, deviationMs: 50 } }],
    ['sim-stream-1000', { kind: 'stream', latency: { meanMs: 1000, deviationMs: 0 } }],
    ['sim-flaky-100', { kind: 'flaky', percent: 100 }],
    ['sim-status-418', { kind: 'status', status: 418 }],
    ['sim-bad-json', { kind: 'bad-json', times: Number.POSITIVE_INFINITY }],
    ['sim-bad-json-comma-3', { kind: 'bad-json', flaw: 'comma', times: 3 }],
    ['sim-broken-stream-2', { kind: 'broken-stream', times: 2 }],
    ['sim-rate-limited-9', { kind: 'rate-limited', perSecond: 9 }],
  ])('%s is understood', (name, behaviour) => {
    expect(readModelName(name)).toEqual(behaviour);
  });

  it.each([
    'sim',
    'sim-slow',
    'sim-slow-',
    'sim-slow-99999999',
    'sim-flaky-101',
    'sim-status-200',
    'sim-echo2',
    'xsim-echo',
    'sim-rate-limited-0',
    '',
  ])('%j is refused', (name) => expect(readModelName(name)).toBeUndefined());
});

describe('sim-flaky', () => {
  it('fails its share of every hundred calls, in the same order for the same seed', () => {
    const draw = (seed: number) => Array.from({ length: 300 }, createFailureSchedule(30, seed));
    const calls = draw(1);
    for (const start of [0, 100, 200])
      expect(calls.slice(start, start + 100).filter(Boolean)).toHaveLength(30);
    expect(draw(1)).toEqual(calls);
    expect(draw(2)).not.toEqual(calls);
  });

  it('answers 500, then the echo', async () => {
    const answers = await Promise.allSettled(
      Array.from({ length: 100 }, () => simulator.ask('sim-flaky-40', 'hi')),
    );
    const failed = answers.filter((answer) => answer.status === 'rejected');
    expect(failed).toHaveLength(40);
    for (const { reason } of failed) expect(reason).toMatchObject({ status: 500, type: 'server_error' });
  });
});

describe('latency', () => {
  it('is the mean without a deviation, and spreads around it with one', () => {
    expect(drawLatency({ meanMs: 40 }, 1)).toBe(40);
    const draws = Array.from({ length: 4000 }, (_, start) =>
      drawLatency({ meanMs: 100, deviationMs: 20 }, start),
    );
    const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
    const deviation = Math.sqrt(draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length);
    expect(mean).toBeCloseTo(100, -1);
    expect(deviation).toBeGreaterThan(17);
    expect(deviation).toBeLessThan(23);
    expect(drawLatency({ meanMs: 100, deviationMs: 20 }, 7)).toBe(draws[7]);
    expect(drawLatency({ meanMs: 0, deviationMs: 20 }, 7)).toBeGreaterThanOrEqual(0);
  });
});

describe('sim-rate-limited', () => {
  it('takes so many calls a second and says when the next is welcome', () => {
    const take = createTokenBucket(4);
    expect([0, 0, 0, 0, 0].map((now) => take(now).allowed)).toEqual([true, true, true, true, false]);
    expect(take(0)).toMatchObject({ allowed: false, remaining: 0, nextInMs: 250, fullInMs: 1000 });
    expect(take(249).allowed).toBe(false);
    expect(take(250).allowed).toBe(true);
    expect([9000, 9000, 9000, 9000, 9000].map((now) => take(now).allowed)).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
  });

  it('answers 429 in the form of OpenAI', async () => {
    const body = { model: 'sim-rate-limited', messages: [{ role: 'user', content: 'hi' }] };
    const replies = await Promise.all(
      [1, 2, 3].map(() => simulator.send('POST', '/v1/chat/completions', body)),
    );
    const [refused] = replies.filter((reply) => reply.status === 429);
    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(2);
    expect(refused?.json).toMatchObject({ error: { type: 'requests', code: 'rate_limit_exceeded' } });
    expect(Number(refused?.headers.get('retry-after'))).toBe(1);
    expect(Number(refused?.headers.get('retry-after-ms'))).toBeLessThanOrEqual(500);
    expect(refused?.headers.get('x-ratelimit-limit-requests')).toBe('2');
    expect(refused?.headers.get('x-ratelimit-remaining-requests')).toBe('0');
    expect(refused?.headers.get('x-ratelimit-reset-requests')).toMatch(/^[\d.]+m?s$/);
  });
});

describe('sim-hang', () => {
  it('answers never, and sees that its client left', async () => {
    const abort = new AbortController();
    const body = { model: 'sim-hang', messages: [{ role: 'user' as const, content: 'hi' }] };
    const answer = simulator.openai().chat.completions.create(body, { signal: abort.signal });
    const outcome = expect(answer).rejects.toThrow('aborted');
    await vi.waitFor(async () => expect((await readCalls(simulator)).in_flight).toBe(1));
    abort.abort();
    await outcome;
    await vi.waitFor(async () => expect((await readCalls(simulator)).in_flight).toBe(0));
    expect((await readCalls(simulator, '?model=sim-hang')).data).toMatchObject([
      { aborted: true, status: null },
    ]);
  });
});
