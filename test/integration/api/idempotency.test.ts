import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { expectProblemAnswer } from '../../support/problem.ts';
import { callsAbout } from '../../support/simulator-calls.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant } from '../../support/tenant.ts';

let system: System;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl') });
});
afterAll(() => system.stop());

/** A request that no other test makes, as the text it would be sent as. */
function chat(prompt: string = randomUUID()): { task: string; input: { prompt: string } } {
  return { task: 'chat', input: { prompt } };
}

describe('the key', () => {
  test('is required', async () => {
    const answer = await system.api.request('POST', '/v1/jobs', chat());
    expectProblemAnswer(answer, 400, 'idempotency_key_required');
    for (const empty of ['', '""', '  ']) {
      expectProblemAnswer(await system.api.post(chat(), { key: empty }), 400, 'idempotency_key_required');
    }
  });

  test('has at most 255 characters, quotes not counted', async () => {
    const longest = `${randomUUID()}${'k'.repeat(219)}`;
    expect(longest).toHaveLength(255);
    const body = chat();
    const first = await system.api.post(body, { key: longest });
    expect(first.status).toBe(202);
    const quoted = await system.api.post(body, { key: `"${longest}"` });
    expect(quoted.body.id).toBe(first.body.id);
    const tooLong = await system.api.post(body, { key: `${longest}k` });
    expect(expectProblemAnswer(tooLong, 400, 'idempotency_key_invalid').detail).toContain('255');
  });

  test('is the same quoted and bare, escapes included', async () => {
    const body = chat();
    const key = `a"b\\c ${randomUUID()}`;
    const bare = await system.api.post(body, { key });
    const quoted = await system.api.post(body, { key: JSON.stringify(key) });
    expect(quoted.body.id).toBe(bare.body.id);
    expect(quoted.headers.get('idempotency-replayed')).toBe('true');
  });

  test('belongs to its tenant: another one has another job under it', async () => {
    const key = randomUUID();
    const other = await newTenant(system.api);
    const mine = await system.api.post(chat('mine'), { key, wait: 30 });
    const theirs = await other.api.post(chat('theirs'), { key, wait: 30 });
    expect(theirs.status).toBe(200);
    expect(theirs.headers.get('idempotency-replayed')).toBeNull();
    expect(theirs.body.id).not.toBe(mine.body.id);
    expect(theirs.body.result?.output).toBe('theirs');
  });
});

describe('the same key and the same body', () => {
  test('answer the same job, as it is now', async () => {
    const key = randomUUID();
    const body = chat('as it is now');
    const first = await system.api.post(body, { key });
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    const done = await system.api.finished(first.body.id);

    const again = await system.api.post(body, { key });
    expect(again.status).toBe(202);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.headers.get('location')).toBe(`/v1/jobs/${first.body.id}`);
    expect(again.body).toEqual(done);

    const waiting = await system.api.post(body, { key, wait: 10 });
    expect(waiting.status).toBe(200);
    expect(waiting.headers.get('preference-applied')).toBe('wait=10');
    expect(waiting.headers.get('idempotency-replayed')).toBe('true');
    expect(waiting.body).toEqual(done);
  });

  test('are the same however the JSON is spelled', async () => {
    const key = randomUUID();
    const spellings = [
      '{"task":"chat","input":{"prompt":"\\u00e9 ☃ a/b"},"parameters":{"temperature":1,"top_p":0.5}}',
      '{"input":{"prompt":"é \\u2603 a\\/b"},"parameters":{"top_p":0.50,"temperature":1.0},"task":"chat"}',
      '\n {"task" : "chat",\t"parameters":{"temperature":1e0,"top_p":5e-1},"input":{ "prompt": "\\u00E9 ☃ a/b" } } ',
      '\ufeff{"task":"chat","input":{"prompt":"é ☃ a/b"},"parameters":{"temperature":10E-1,"top_p":0.5}}',
    ];
    const answers = [];
    for (const spelling of spellings) answers.push(await system.api.post(spelling, { key }));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  test('count before defaults: a body that spells a default out is another body', async () => {
    const key = randomUUID();
    const body = chat();
    await system.api.post(body, { key });
    const other = await system.api.post({ ...body, priority: 'standard' }, { key });
    expectProblemAnswer(other, 422, 'idempotency_key_reused');
  });

  test('make one job of 100 parallel requests, with one model call and 99 replays', async () => {
    const key = randomUUID();
    const prompt = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => system.api.post(chat(prompt), { key, wait: 30 })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(100).fill(200));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    const replayed = answers.filter(({ headers }) => headers.get('idempotency-replayed') === 'true');
    expect(replayed).toHaveLength(99);
    expect(await callsAbout(system.simulator, prompt)).toHaveLength(1);
  });
});

describe('the same key and another body', () => {
  test('answer 422 and change nothing', async () => {
    const key = randomUUID();
    const first = await system.api.post(chat('first'), { key });
    const problem = expectProblemAnswer(
      await system.api.post(chat('second'), { key }),
      422,
      'idempotency_key_reused',
    );
    expect(problem.retryable).toBe(false);
    expect((await system.api.finished(first.body.id)).result?.output).toBe('first');
  });

  test('in parallel: one body wins, the others get 422', async () => {
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) => system.api.post(chat(`body ${i % 4}`), { key, wait: 30 })),
    );
    const winners = answers.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(10);
    expect(new Set(winners.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(30);
  });
});

test('a request that was refused leaves its key free', async () => {
  const key = randomUUID();
  expectProblemAnswer(await system.api.post({ task: 'chta', input: {} }, { key }), 400, 'unknown_task');
  const answer = await system.api.post(chat('free'), { key, wait: 30 });
  expect(answer.headers.get('idempotency-replayed')).toBeNull();
  expect(answer.body.result?.output).toBe('free');
});
