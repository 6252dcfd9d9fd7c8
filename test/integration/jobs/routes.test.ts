import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { JobObject } from '../../../shared/contracts/job-object.ts';
import { simulatedModel } from '../../support/catalog.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { type System, startSystem } from '../../support/system.ts';

interface Timeline {
  readonly data: readonly {
    readonly stages?: readonly { readonly name: string; readonly details?: Record<string, string> }[];
  }[];
}

const task = {
  ...{ description: 'Answers.', prompt: 'chat' },
  input_schema: { type: 'object', properties: { prompt: { type: 'string' }, system: { type: 'string' } } },
};
const echo = (more: Record<string, unknown>) => simulatedModel({ provider_model: 'sim-echo', ...more });
const price = (input: number) => ({ price: { input, output: input } });

let system: System;

beforeAll(async () => {
  const listed = ['m-public', 'm-small', 'm-dear', 'm-cheap'];
  const all = listed.map((model) => ({ model }));
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: {
      models: {
        'm-public': echo({ cleared_for: 'public', ...price(1) }),
        'm-small': echo({ capabilities: { context_tokens: 1_100 }, ...price(2_000_000) }),
        'm-dear': echo(price(9_000_000)),
        'm-cheap': echo(price(1_000_000)),
        'm-slow': simulatedModel({ provider_model: 'sim-slow-300' }),
        'm-quick': echo({}),
        'm-unreachable': echo({ api_key_env: 'NO_SUCH_KEY' }),
      },
      routes: {
        ordered: { mode: 'ordered', candidates: [{ model: 'm-unreachable' }, ...all] },
        cheapest: { mode: 'cheapest', candidates: all, max_cost_micro_usd: 20_000 },
        fastest: { mode: 'fastest', candidates: [{ model: 'm-slow' }, { model: 'm-quick' }] },
        weighted: {
          mode: 'weighted',
          candidates: [
            { model: 'm-dear', weight: 75 },
            { model: 'm-cheap', weight: 25 },
          ],
        },
        ruled: {
          mode: 'ordered',
          candidates: [
            { model: 'm-dear', when: { priority: ['interactive'] } },
            { model: 'm-small', when: { complexity: ['low'] } },
            { model: 'm-cheap' },
          ],
        },
        public: { mode: 'ordered', candidates: [{ model: 'm-public' }] },
        moved: { mode: 'ordered', candidates: [{ model: 'm-cheap' }, { model: 'm-dear' }] },
      },
      tasks: Object.fromEntries(
        ['ordered', 'cheapest', 'fastest', 'weighted', 'ruled', 'public', 'moved'].map((route) => [
          route,
          { ...task, route },
        ]),
      ),
    },
  });
});
afterAll(() => system.stop());

const run = async (route: string, more: Record<string, unknown> = {}) =>
  (await system.api.post({ task: route, input: { prompt: 'hello' }, ...more }, { wait: 30 })).body;

/** Why the job began with its model: every candidate, and why not. */
async function choice({ id }: JobObject): Promise<Record<string, string> | undefined> {
  const { body } = await system.api.get<Timeline>(`/v1/jobs/${id}/timeline`);
  return body.data[0]?.stages?.find(({ name }) => name === 'choose_model')?.details;
}

describe('a route', () => {
  test('ordered takes the first that may carry the job, and says why none before it', async () => {
    const job = await run('ordered');
    expect(job).toMatchObject({ status: 'completed', model: 'm-small' });
    expect(await choice(job)).toEqual({
      'm-unreachable': 'not_configured',
      'm-public': 'not_cleared',
      'm-small': 'chosen',
      'm-dear': 'lower_rank',
      'm-cheap': 'lower_rank',
    });
    expect(await run('ordered', { sensitivity: 'public' })).toMatchObject({ model: 'm-public' });
    const long = await run('ordered', { input: { prompt: 'long '.repeat(200) } });
    expect(await choice(long)).toMatchObject({ 'm-small': 'context_too_small', 'm-dear': 'chosen' });
  });

  test('cheapest takes the cheapest that may, and none above its ceiling', async () => {
    const job = await run('cheapest');
    expect(await choice(job)).toEqual({
      'm-public': 'not_cleared',
      'm-small': 'lower_rank',
      'm-dear': 'lower_rank',
      'm-cheap': 'chosen',
    });
    const dearer = await run('cheapest', { parameters: { max_output_tokens: 8_000 } });
    expect(await choice(dearer)).toMatchObject({ 'm-dear': 'too_expensive', 'm-cheap': 'chosen' });
  });

  test('fastest takes the one that answers soonest, as workers have measured it', async () => {
    const models = ['m-slow', 'm-quick'];
    await Promise.all(models.map((model) => run('fastest', { model })));
    await expect
      .poll(async () => (await run('fastest')).model, { timeout: 15_000, interval: 200 })
      .toBe('m-quick');
    expect(await choice(await run('fastest'))).toEqual({ 'm-slow': 'lower_rank', 'm-quick': 'chosen' });
  });

  test('weighted gives each its share', async () => {
    const jobs = await Promise.all(Array.from({ length: 80 }, () => run('weighted')));
    const dear = jobs.filter(({ model }) => model === 'm-dear').length;
    expect(dear).toBeGreaterThan(45);
    expect(dear).toBeLessThan(75);
    const [job] = jobs;
    if (job) expect(Object.values((await choice(job)) ?? {}).sort()).toEqual(['chosen', 'lower_rank']);
  });

  test('ruled keeps candidates for the jobs that they are meant for', async () => {
    expect(await run('ruled', { priority: 'interactive' })).toMatchObject({ model: 'm-dear' });
    expect(await choice(await run('ruled'))).toEqual({
      'm-dear': 'rule',
      'm-small': 'chosen',
      'm-cheap': 'lower_rank',
    });
    const hard = await run('ruled', { parameters: { max_output_tokens: 5_000 } });
    expect(await choice(hard)).toMatchObject({ 'm-dear': 'rule', 'm-small': 'rule', 'm-cheap': 'chosen' });
  });

  test('with no candidate that may carry the job refuses it, and says why', async () => {
    const answer = await system.api.post({
      task: 'public',
      input: { prompt: 'x' },
      sensitivity: 'restricted',
    });
    expect(expectProblemAnswer(answer, 400, 'no_model_fits').detail).toContain('m-public: not_cleared');
    const named = await system.api.post({ ...{ task: 'chat', model: 'm-public' }, input: { prompt: 'x' } });
    expect(expectProblemAnswer(named, 400, 'no_model_fits').detail).toMatch(/m-public .*public.*internal/);
  });

  test('that is changed by its label holds for the next job, not for those in flight', async () => {
    const queue = system.installation.queues.queue('model.m-cheap');
    await queue.pause();
    const { body: waiting } = await system.api.post({ task: 'moved', input: { prompt: 'x' } });
    const path = '/v1/catalog/routes/moved';
    await system.api.request('PUT', path, { mode: 'ordered', candidates: [{ model: 'm-dear' }] });
    await system.api.request('PUT', `${path}/labels/production`, { version: 2 });
    expect(await run('moved')).toMatchObject({ model: 'm-dear' });
    await queue.resume();
    expect(await system.api.finished(waiting.id)).toMatchObject({ status: 'completed', model: 'm-cheap' });
  });
});

test.each<[string, Record<string, unknown>, RegExp]>([
  ['no candidate', { mode: 'ordered', candidates: [] }, /candidates: /],
  [
    'a model that is not there',
    { mode: 'ordered', candidates: [{ model: 'none' }] },
    /candidates\.0\.model: .*none/,
  ],
  [
    'a model twice',
    { mode: 'ordered', candidates: [{ model: 'm-dear' }, { model: 'm-dear' }] },
    /candidates\.1\.model/,
  ],
  [
    'weights that do not add up',
    { mode: 'weighted', candidates: [{ model: 'm-dear', weight: 50 }] },
    /add up to 50/,
  ],
])('a route with %s is refused when it is stored', async (_what, route, says) => {
  const answer = await system.api.request('PUT', '/v1/catalog/routes/wrong', route);
  expect(expectProblemAnswer(answer as never, 400, 'invalid_definition').detail).toMatch(says);
});

test('a task names its models or a route, one of both', async () => {
  for (const wrong of [
    { ...task },
    { ...task, route: 'ordered', models: ['m-dear'] },
    { ...task, route: 'none' },
  ]) {
    const answer = await system.api.request('PUT', '/v1/catalog/tasks/wrong', wrong);
    expect(expectProblemAnswer(answer as never, 400, 'invalid_definition').detail).toMatch(/models|route/);
  }
});
