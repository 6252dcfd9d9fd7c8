import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { type ScriptedCall, ScriptedModel } from '../../support/scripted-model.ts';
import { type System, startSystem } from '../../support/system.ts';

const model = new ScriptedModel();
let system: System;

beforeAll(async () => {
  const base_url = await model.start();
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: { models: { scripted: simulatedModel({ base_url }) } },
  });
});
afterAll(async () => {
  await system.stop();
  await model.stop();
});

const ECHO = { task: 'chat', model: 'sim-echo', input: { prompt: 'hello' } };

async function begin(): Promise<{ readonly id: string; readonly etag: string; readonly call: ScriptedCall }> {
  const { body } = await system.api.post({ task: 'chat', model: 'scripted', input: { prompt: 'go' } });
  const call = await model.next();
  const { headers } = await system.api.get(`/v1/jobs/${body.id}`);
  return { id: body.id, etag: headers.get('etag') ?? '', call };
}

describe('Prefer: wait on POST', () => {
  test.each([
    ['wait=30', 'wait=30'],
    ['wait=61', 'wait=60'],
    ['wait=99999999999999999999', 'wait=60'],
    ['WAIT = "7"', 'wait=7'],
    ['respond-async, wait=8', 'wait=8'],
    ['return=minimal, wait=9, handling=lenient', 'wait=9'],
    ['wait=3, wait=9', 'wait=3'],
  ])('%s is applied as %s', async (prefer, applied) => {
    const answer = await system.api.post(ECHO, { headers: { prefer } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('preference-applied')).toBe(applied);
    expect(answer.headers.get('retry-after')).toBeNull();
    expect(answer.body).toMatchObject({ status: 'completed', result: { output: 'hello' } });
  });

  test.each(['wait', 'wait=', 'wait=-1', 'wait=1.5', 'wait=soon', 'await=5', 'wait=5s', '5', ',,;='])(
    'the invalid "%s" is ignored',
    async (prefer) => {
      const answer = await system.api.post(ECHO, { headers: { prefer } });
      expect(answer.status).toBe(202);
      expect(answer.headers.get('preference-applied')).toBeNull();
    },
  );

  test('answers 202 and when to come again when the time is up before the job is', async () => {
    const body = { task: 'chat', model: 'scripted', input: { prompt: 'slow' } };
    for (const wait of [0, 1]) {
      const answer = await system.api.post(body, { wait });
      expect(answer.status).toBe(202);
      expect(answer.headers.get('preference-applied')).toBe(`wait=${wait}`);
      expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
      expect(answer.headers.get('location')).toBe(`/v1/jobs/${answer.body.id}`);
      (await model.next()).end();
    }
  });

  test('a client that leaves loses nothing: its key finds the job', async () => {
    const key = randomUUID();
    const leaving = new AbortController();
    const body = { task: 'chat', model: 'scripted', input: { prompt: 'leaving' } };
    const post = fetch(`${system.url}/v1/jobs`, {
      method: 'POST',
      signal: leaving.signal,
      headers: {
        authorization: system.api.authorization,
        'content-type': 'application/json',
        'idempotency-key': key,
        prefer: 'wait=60',
      },
      body: JSON.stringify(body),
    });
    const call = await model.next();
    leaving.abort();
    await expect(post).rejects.toThrow();
    call.write('found');
    call.end();
    const again = await system.api.post(body, { key, wait: 30 });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body.result?.output).toBe('found');
  });
});

describe('GET with If-None-Match', () => {
  test('answers 304 without a body while nothing has changed, and 200 after', async () => {
    const { id, etag, call } = await begin();
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const same = await system.api.get(`/v1/jobs/${id}`, { 'if-none-match': known });
      expect(same.status).toBe(304);
      expect(same.body).toBeUndefined();
      expect(same.headers.get('etag')).toBe(etag);
    }
    call.end();
    const done = await system.api.finished(id);
    const changed = await system.api.get(`/v1/jobs/${id}`, { 'if-none-match': etag });
    expect(changed.status).toBe(200);
    expect(changed.body).toEqual(done);
    expect(changed.headers.get('etag')).not.toBe(etag);
  });

  test('does not follow estimates: what waits keeps its ETag', async () => {
    const { queues } = system.installation;
    await queues.queue('model.sim-slow').pause();
    const { body } = await system.api.post({ ...ECHO, model: 'sim-slow-1' });
    const first = await system.api.get(`/v1/jobs/${body.id}`);
    expect(first.body.waiting_for).toEqual(['queue_paused']);
    await queues.queue('model.sim-slow').rateLimit(60_000);
    const second = await system.api.get(`/v1/jobs/${body.id}`);
    expect(second.body.waiting_for).toEqual(['queue_paused', 'model_rate']);
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
    await system.api.request('POST', `/v1/jobs/${body.id}/cancel`);
    await queues.queue('model.sim-slow').removeRateLimitKey();
    await queues.queue('model.sim-slow').resume();
  });
});

describe('long polling', () => {
  test('with an ETag returns at every change, and so hears a whole life', async () => {
    const { body, headers } = await system.api.post({ ...ECHO, model: 'scripted' });
    const heard: string[] = [];
    let etag = headers.get('etag') ?? '';
    const poll = async () => {
      const answer = await system.api.get(`/v1/jobs/${body.id}`, {
        prefer: 'wait=30',
        'if-none-match': etag,
      });
      etag = answer.headers.get('etag') ?? '';
      heard.push(answer.body.status);
    };
    await poll();
    const call = await model.next();
    const next = poll();
    call.fail(500);
    await next;
    const second = await model.next();
    while (heard.at(-1) !== 'running') await poll();
    const last = poll();
    second.end();
    await last;
    expect(heard.at(-1)).toBe('completed');
    expect(heard.every((status, i) => status !== heard[i - 1])).toBe(true);
  });

  test('with an ETag of a final job returns when it is retried or deleted', async () => {
    const failing = await system.api.post({ ...ECHO, model: 'scripted' });
    (await model.next()).fail(400);
    await system.api.finished(failing.body.id);
    const follow = async () => {
      const { headers } = await system.api.get(`/v1/jobs/${failing.body.id}`);
      const known = headers.get('etag') ?? '';
      return {
        poll: system.api.get(`/v1/jobs/${failing.body.id}`, { prefer: 'wait=20', 'if-none-match': known }),
      };
    };
    const beforeRetry = await follow();
    await system.api.request('POST', `/v1/jobs/${failing.body.id}/retry`);
    expect((await beforeRetry.poll).body.status).toMatch(/queued|running/);
    (await model.next()).end();
    await system.api.finished(failing.body.id);
    const beforeDeletion = await follow();
    await system.api.request('DELETE', `/v1/jobs/${failing.body.id}`);
    const deleted = Date.now();
    expect((await beforeDeletion.poll).body.deleted_at).toBeDefined();
    expect(Date.now() - deleted, 'not only when its time was up').toBeLessThan(10_000);
  });

  test('without one returns at the end only; a final job at once', async () => {
    const { id, call } = await begin();
    const poll = system.api.get(`/v1/jobs/${id}`, { prefer: 'wait=30' });
    call.fail(503);
    (await model.next()).end();
    expect((await poll).body).toMatchObject({ status: 'completed', attempts: 2 });
    const again = await system.api.get(`/v1/jobs/${id}`, { prefer: 'wait=30' });
    expect(again.headers.get('preference-applied')).toBe('wait=30');
    expect(again.body.status).toBe('completed');
  });

  test('is over after its time: 304 with an ETag, else the job as it is', async () => {
    const { id, etag, call } = await begin();
    const same = await system.api.get(`/v1/jobs/${id}`, { prefer: 'wait=1', 'if-none-match': etag });
    expect(same.status).toBe(304);
    expect(same.headers.get('preference-applied')).toBe('wait=1');
    const open = await system.api.get(`/v1/jobs/${id}`, { prefer: 'wait=1' });
    expect(open.body.status).toBe('running');
    call.end();
  });

  test('leaves no listener behind, whether it ended, ran out, was given up or met nothing', async () => {
    const listening = async () => {
      const text = await (await fetch(`${system.url}/metrics`)).text();
      return Number(/^ael_waiting_requests (\d+)$/m.exec(text)?.[1]);
    };
    expect(await listening()).toBe(0);
    const { id, etag, call } = await begin();
    const leaving = new AbortController();
    const given = fetch(`${system.url}/v1/jobs/${id}`, {
      headers: { authorization: system.api.authorization, prefer: 'wait=60' },
      signal: leaving.signal,
    });
    const ending = Array.from({ length: 20 }, () => system.api.get(`/v1/jobs/${id}`, { prefer: 'wait=30' }));
    await expect.poll(listening, { interval: 10 }).toBe(21);
    leaving.abort();
    await expect(given).rejects.toThrow();
    await expect.poll(listening, { interval: 10 }).toBe(20);
    await system.api.get(`/v1/jobs/${id}`, { prefer: 'wait=0', 'if-none-match': etag });
    await system.api.get(`/v1/jobs/job_${'0'.repeat(22)}`, { prefer: 'wait=30' });
    call.end();
    await Promise.all(ending);
    await expect.poll(listening, { interval: 10 }).toBe(0);
  });
});
