import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { JobObject } from '../../../shared/contracts/job-object.ts';
import { simulatedModel } from '../../support/catalog.ts';
import { openEvents } from '../../support/event-client.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { callsAbout, setFault } from '../../support/simulator-calls.ts';
import { type System, startSystem } from '../../support/system.ts';

interface TimelineEntry {
  readonly status: string;
  readonly queue?: string;
  readonly hop?: number;
  readonly code?: string;
  readonly stages?: readonly {
    readonly name: string;
    readonly verdict: string;
    readonly details?: Readonly<Record<string, string>>;
  }[];
}

const first = new ScriptedModel();
const second = new ScriptedModel();
let system: System;

const text = {
  ...{ description: 'Answers.', prompt: 'chat' },
  input_schema: { type: 'object', properties: { prompt: { type: 'string' }, system: { type: 'string' } } },
};
const output_schema = { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } };

beforeAll(async () => {
  const [firstUrl, secondUrl] = await Promise.all([first.start(), second.start()]);
  const retry = { attempts: 2, base_ms: 10, max_ms: 50 };
  const streaming = { ...text, stream: true, models: ['scripted-1', 'scripted-2'] };
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: {
      models: {
        'sim-status-*': simulatedModel({ retry }),
        'sim-hang': simulatedModel({ retry, timeout_seconds: 0.2 }),
        'sim-bad-json-*': simulatedModel({ retry }),
        'sim-other': simulatedModel({ retry, provider_model: 'sim-json' }),
        'scripted-1': simulatedModel({ base_url: firstUrl, retry: { ...retry, attempts: 1 } }),
        'scripted-2': simulatedModel({ base_url: secondUrl, retry }),
      },
      tasks: {
        ...Object.fromEntries(
          ['500', '401', '400', '429', '503'].map((status) => [
            `after-${status}`,
            { ...text, models: [`sim-status-${status}`, 'sim-other', 'sim-echo'] },
          ]),
        ),
        'after-hang': { ...text, models: ['sim-hang', 'sim-echo'] },
        'after-filter': { ...text, models: ['sim-content-filter', 'sim-echo'] },
        'after-all': { ...text, models: ['sim-status-501', 'sim-status-404'] },
        'after-bad-json': { ...text, output_schema, models: ['sim-bad-json-shape', 'sim-json'] },
        streaming,
        structured: { ...text, output_schema, models: ['scripted-1', 'scripted-2'] },
        redriven: { ...text, models: ['scripted-1', 'scripted-2'] },
      },
    },
  });
});
afterAll(async () => {
  await system.stop();
  await Promise.all([first.stop(), second.stop()]);
});

async function enqueue(task: string, prompt = task, more: Record<string, unknown> = {}): Promise<string> {
  const { status, body } = await system.api.post({ task, input: { prompt }, ...more });
  expect(status).toBe(202);
  return body.id;
}

async function run(task: string, prompt = task, more: Record<string, unknown> = {}): Promise<JobObject> {
  return system.api.finished(await enqueue(task, prompt, more));
}

async function timelineOf(id: string): Promise<readonly TimelineEntry[]> {
  const { body } = await system.api.get<{ data: TimelineEntry[] }>(`/v1/jobs/${id}/timeline`);
  return body.data;
}

/** The explanations of a job's choices after the first, which was made at its admission. */
async function choicesOf(id: string) {
  const stages = (await timelineOf(id)).slice(1).flatMap((entry) => entry.stages ?? []);
  return stages.filter(({ name }) => name === 'choose_model').map(({ details }) => details);
}

/** The models that were called for a prompt, in order. */
async function calledFor(prompt: string): Promise<string[]> {
  return (await callsAbout(system.simulator, prompt)).map(({ model }) => model);
}

describe('a model that fails', () => {
  test('is tried as often as it may be, then the next one has the job; the timeline says why', async () => {
    const job = await run('after-500');
    expect(job).toMatchObject({ status: 'completed', model: 'sim-other', attempts: 3, error: null });
    expect(await calledFor('after-500')).toEqual(['sim-status-500', 'sim-status-500', 'sim-json']);
    const timeline = await timelineOf(job.id);
    expect(timeline.map(({ status, queue, hop, code }) => [status, queue, hop, code])).toEqual([
      ['queued', undefined, 1, undefined],
      ['running', 'model.sim-status', 1, undefined],
      ['queued', 'model.sim-status', 1, 'model_unavailable'],
      ['running', 'model.sim-status', 1, undefined],
      ['queued', 'model.sim-status', 1, 'model_unavailable'],
      ['running', 'model.sim-other', 2, undefined],
      ['completed', 'model.sim-other', 2, undefined],
    ]);
    expect(await choicesOf(job.id)).toEqual([
      { 'sim-status-500': 'failed_before', 'sim-other': 'chosen', 'sim-echo': 'lower_rank' },
    ]);
  });

  test('is not tried again where that cannot help', async () => {
    for (const status of ['401', '400', '429']) {
      const job = await run(`after-${status}`);
      expect(job, status).toMatchObject({ status: 'completed', model: 'sim-other', attempts: 2 });
      expect(await calledFor(`after-${status}`)).toEqual([`sim-status-${status}`, 'sim-json']);
    }
  });

  test('by its silence: the same', async () => {
    expect(await run('after-hang')).toMatchObject({ status: 'completed', model: 'sim-echo', attempts: 3 });
  });

  test('after another has: the one after it', async () => {
    await setFault(system.simulator, { model: 'sim-json', status: 500, count: 2 });
    const job = await run('after-503');
    expect(job).toMatchObject({ status: 'completed', model: 'sim-echo', attempts: 5 });
    const failed = { 'sim-status-503': 'failed_before' };
    expect(await choicesOf(job.id)).toEqual([
      { ...failed, 'sim-other': 'chosen', 'sim-echo': 'lower_rank' },
      { ...failed, 'sim-other': 'failed_before', 'sim-echo': 'chosen' },
    ]);
  });

  test('has no successor when the request named it', async () => {
    const job = await run('after-500', 'named', { model: 'sim-status-500' });
    expect(job).toMatchObject({ status: 'failed', model: 'sim-status-500', attempts: 2 });
    expect(await choicesOf(job.id)).toEqual([]);
  });

  test('and with it all others: the job fails with what the last one said', async () => {
    const job = await run('after-all');
    expect(job).toMatchObject({
      ...{ status: 'failed', model: 'sim-status-404', attempts: 3 },
      error: { code: 'model_rejected', stage: 'call_model' },
    });
    expect((await choicesOf(job.id)).at(-1)).toEqual({
      ...{ 'sim-status-501': 'failed_before', 'sim-status-404': 'failed_before' },
    });
  });
});

test('an output that is still not valid after all its tries goes to the next model', async () => {
  const job = await run('after-bad-json');
  expect(job).toMatchObject({ status: 'completed', model: 'sim-json', attempts: 2 });
  expect(await calledFor('after-bad-json')).toEqual([
    ...['sim-bad-json-shape', 'sim-bad-json-shape', 'sim-json'],
  ]);
});

test('what a content filter stopped stays stopped', async () => {
  const job = await run('after-filter');
  expect(job).toMatchObject({ status: 'refused', error: { code: 'content_filtered' } });
  expect(await calledFor('after-filter')).toEqual(['sim-content-filter']);
});

test('no answer of one model is taken for the next one’s, and every one is paid once', async () => {
  const id = await enqueue('structured');
  for (let i = 0; i < 2; i++) {
    const call = await first.next();
    call.write('not JSON');
    call.end();
  }
  const wrong = await second.next();
  expect(wrong.body.messages).toHaveLength(1);
  wrong.write('neither');
  wrong.end();
  (await second.next()).fail(503);
  // The next attempt knows what this very model answered first.
  const right = await second.next();
  expect(right.body.messages).toHaveLength(3);
  right.write('{"a": 1}');
  right.end();
  expect(await system.api.finished(id)).toMatchObject({
    ...{ status: 'completed', model: 'scripted-2', attempts: 3, result: { output: { a: 1 } } },
    usage: { input_tokens: 40, output_tokens: 20 },
    cost_micro_usd: 80,
  });
});

test('whoever follows a stream that breaks is told to forget it before the next model speaks', async () => {
  const id = await enqueue('streaming');
  const broken = await first.next();
  broken.write('half of ');
  const events = await openEvents(system.api, id);
  await events.until('output.delta');
  broken.break();
  const whole = await second.next();
  whole.write('all of it');
  whole.end();
  expect(await system.api.finished(id)).toMatchObject({
    ...{ status: 'completed', model: 'scripted-2', result: { output: 'all of it' } },
  });
  const told = (await events.all()).map(({ event, data }) => (event === 'output.delta' ? data : event));
  expect(told).toEqual([
    ...['job.queued', 'job.running', { text: 'half of ' }, 'job.queued', 'job.running'],
    ...['output.reset', { text: 'all of it' }, 'job.completed'],
  ]);
});

test('a job that an operator retries begins with its first model again', async () => {
  const id = await enqueue('redriven');
  (await first.next()).fail(400);
  (await second.next()).fail(400);
  expect(await system.api.finished(id)).toMatchObject({ status: 'failed', model: 'scripted-2' });
  const { body } = await system.api.request('POST', `/v1/jobs/${id}/retry`);
  expect(body.model).toBe('scripted-1');
  (await first.next()).fail(400);
  const call = await second.next();
  call.write('at last');
  call.end();
  expect(await system.api.finished(id)).toMatchObject({
    ...{ status: 'completed', model: 'scripted-2', result: { output: 'at last' } },
  });
});
