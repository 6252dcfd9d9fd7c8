import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { expectProblemAnswer } from '../../support/problem.ts';
import { type System, startSystem } from '../../support/system.ts';
import { withKey } from '../../support/tenant.ts';

let system: System;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl'), workers: 0 });
});
afterAll(() => system.stop());

test('a key has its requests a minute, hears how many are left, and then when to come again', async () => {
  const { api } = await withKey(system.api, { requests_per_minute: 5 });
  for (let left = 4; left >= 0; left--) {
    const { status, headers } = await api.get('/v1/jobs');
    expect(status).toBe(200);
    expect(headers.get('ratelimit-policy')).toBe('"requests";q=5;w=60');
    expect(headers.get('ratelimit')).toMatch(new RegExp(`^"requests";r=${left};t=\\d+$`));
  }
  const refused = await api.get('/v1/jobs');
  const problem = expectProblemAnswer(refused, 429, 'rate_limited');
  expect(problem.retryable).toBe(true);
  const wait = Number(refused.headers.get('retry-after'));
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(60);
  expect(refused.headers.get('ratelimit')).toBe(`"requests";r=0;t=${wait}`);
  expect(refused.headers.get('ratelimit-policy')).toBe('"requests";q=5;w=60');
});

test('what is refused counts; another key does not', async () => {
  const { api } = await withKey(system.api, { requests_per_minute: 2, scopes: ['jobs:read'] });
  expect((await api.post({})).status).toBe(403);
  expect((await api.get('/v1/jobs?nonsense=1')).status).toBe(400);
  expect((await api.get('/v1/jobs')).status).toBe(429);
  const other = await withKey(system.api, { requests_per_minute: 2 });
  expect((await other.api.get('/v1/jobs')).status).toBe(200);
});

test('parallel requests do not pass the limit, over two api processes together', async () => {
  const second = await startSystem({
    redisUrl: inject('redisUrl'),
    workers: 0,
    keyPrefix: system.env.KEY_PREFIX,
  });
  for (const limit of [7, 1_000]) {
    const { api } = await withKey(system.api, { requests_per_minute: limit });
    const there = api.at(second.url);
    const more = Math.ceil(limit * 0.6);
    const answers = await Promise.all(
      [api, there].flatMap((client) => Array.from({ length: more }, () => client.get('/v1/jobs?limit=1'))),
    );
    const admitted = answers.filter(({ status }) => status === 200).length;
    expect(admitted).toBeLessThanOrEqual(limit);
    expect(admitted).toBeGreaterThanOrEqual(limit - 4);
    expect(answers.every(({ status }) => status === 200 || status === 429)).toBe(true);
  }
  await second.stop();
});
