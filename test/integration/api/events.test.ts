import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { openEvents } from '../../support/event-client.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
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

/** A chat job on the scripted model, and its first call. */
async function begin(): Promise<{ readonly id: string; readonly call: ScriptedCall }> {
  const { body } = await system.api.post({ task: 'chat', model: 'scripted', input: { prompt: 'go' } });
  return { id: body.id, call: await model.next() };
}

const names = (events: readonly { readonly event: string }[]) => events.map(({ event }) => event);

describe('a job that streams its output', () => {
  test('tells its states and its output in order, as they happen, and ends after the final event', async () => {
    const { id, call } = await begin();
    const stream = await openEvents(system.api, id);
    expect(stream.status).toBe(200);
    expect(stream.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(stream.headers.get('cache-control')).toBe('no-store');
    expect((await stream.next())?.event).toBe('job.queued');
    expect(await stream.next()).toMatchObject({ event: 'job.running', data: { id, status: 'running' } });
    call.write('Hello, ');
    expect(await stream.next()).toMatchObject({ event: 'output.delta', data: { text: 'Hello, ' } });
    call.write('world');
    expect(await stream.next()).toMatchObject({ event: 'output.delta', data: { text: 'world' } });
    call.end();
    const last = await stream.next();
    const { body: job } = await system.api.get(`/v1/jobs/${id}`);
    expect(last).toMatchObject({ event: 'job.completed', data: { ...job } });
    expect(await stream.next()).toBeUndefined();
    expect(new Set(stream.events.map((event) => event.id)).size).toBe(stream.events.length);
  });

  test('is read whole afterwards, too', async () => {
    const { id, call } = await begin();
    call.write('all ');
    call.write('at once');
    call.end();
    await system.api.finished(id);
    const events = await (await openEvents(system.api, id)).all();
    expect(names(events)).toEqual(['job.queued', 'job.running', 'output.delta', 'job.completed']);
    expect(events[2]?.data).toEqual({ text: 'all at once' });
  });

  test('says that its output starts again when the stream broke', async () => {
    const { id, call } = await begin();
    const stream = await openEvents(system.api, id);
    call.write('half of it');
    await stream.until('output.delta');
    call.break();
    const second = await model.next();
    second.write('the whole of it');
    second.end();
    const events = await stream.all();
    expect(names(events)).toEqual([
      'job.queued',
      'job.running',
      'output.delta',
      'job.queued',
      'job.running',
      'output.reset',
      'output.delta',
      'job.completed',
    ]);
    expect(events.at(-2)?.data.text).toBe('the whole of it');
    expect(events.at(-1)?.data).toMatchObject({ result: { output: 'the whole of it' }, attempts: 2 });
  });

  test('many clients at once hear the same', async () => {
    const { id, call } = await begin();
    const streams = await Promise.all(Array.from({ length: 50 }, () => openEvents(system.api, id)));
    const reading = streams.map((stream) => stream.all());
    for (let i = 0; i < 20; i++) call.write(`${i} `);
    call.end();
    const heard = await Promise.all(reading);
    for (const events of heard) {
      expect(names(events).filter((name) => name.startsWith('job.'))).toEqual([
        'job.queued',
        'job.running',
        'job.completed',
      ]);
      const text = events.map(({ data }) => data.text ?? '').join('');
      expect(text).toBe(Array.from({ length: 20 }, (_, i) => `${i} `).join(''));
    }
  });

  test('a client that reads slowly gets everything', async () => {
    const { id, call } = await begin();
    const stream = await openEvents(system.api, id);
    const pieces = Array.from({ length: 200 }, (_, i) => `${i} ${'x'.repeat(10_000)}`);
    for (const piece of pieces) call.write(piece);
    call.end();
    await system.api.finished(id);
    const events = await stream.all();
    // Not two megabytes of difference, should there be one.
    const text = events.map(({ data }) => data.text ?? '').join('');
    const wanted = pieces.join('');
    expect({ length: text.length, same: text === wanted }).toEqual({ length: wanted.length, same: true });
    expect(events.at(-1)?.event).toBe('job.completed');
  });

  test('a client that leaves disturbs neither the job nor the others', async () => {
    const { id, call } = await begin();
    const [leaving, staying] = [await openEvents(system.api, id), await openEvents(system.api, id)];
    await leaving.next();
    leaving.close();
    call.write('still here');
    call.end();
    expect(names(await staying.all()).at(-1)).toBe('job.completed');
    const listening = async () => (await fetch(`${system.url}/metrics`)).text();
    await expect.poll(listening, { interval: 10 }).toMatch(/^ael_waiting_requests 0$/m);
  });
});

describe('what a stream ends with', () => {
  test('a cancelled job', async () => {
    const { id, call } = await begin();
    const stream = await openEvents(system.api, id);
    call.write('some');
    await stream.until('output.delta');
    await system.api.request('POST', `/v1/jobs/${id}/cancel`);
    const last = (await stream.all()).at(-1);
    expect(last).toMatchObject({ event: 'job.cancelled', data: { error: { code: 'cancelled' } } });
    await call.aborted;
  });

  test('a job deleted while it runs, and one deleted before anyone listened', async () => {
    const { id, call } = await begin();
    const stream = await openEvents(system.api, id);
    call.write('a secret');
    await stream.until('output.delta');
    await system.api.request('DELETE', `/v1/jobs/${id}`);
    expect((await stream.all()).at(-1)?.event).toBe('job.cancelled');

    const events = await (await openEvents(system.api, id)).all();
    expect(names(events)).toEqual(['job.queued', 'job.running', 'job.cancelled']);
    expect(events.at(-1)?.data).toMatchObject({ deleted_at: expect.any(String), result: null });
    expect(JSON.stringify(events)).not.toContain('secret');
  });

  test('a task with a schema tells its states only', async () => {
    const { body } = await system.api.post({ task: 'support-triage', input: { ticket: 'refund me' } });
    const events = await (await openEvents(system.api, body.id)).all();
    expect(names(events)).toEqual(['job.queued', 'job.running', 'job.completed']);
  });

  test('an unknown job is a 404', async () => {
    const answer = await system.api.get(`/v1/jobs/job_${'0'.repeat(22)}/events`);
    expectProblemAnswer(answer, 404, 'not_found');
  });
});
