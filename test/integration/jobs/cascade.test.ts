import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CascadeSystem, startCascadeSystem } from '../../support/cascade-system.ts';
import { expectProblemAnswer } from '../../support/problem.ts';

const output_schema = {
  type: 'object',
  required: ['category'],
  properties: { category: { type: 'string' }, words: { type: 'string' } },
};
const MEMBERS = ['cheap-1', 'cheap-2', 'cheap-3'] as const;
const ABOVE = { good: 'lower_rank', best: 'lower_rank' };

let system: CascadeSystem;

beforeAll(async () => {
  system = await startCascadeSystem(
    {
      unanimous: { agreement: 3 },
      majority: { agreement: 3, min_confidence: 0.6 },
      texts: { agreement: 2 },
      parts: { agreement: 2, agree_on: ['/category'] },
      simple: {},
      lonely: { agreement: 2, candidates: [{ model: 'public' }, { model: 'cheap-1' }, { model: 'good' }] },
    },
    {
      unanimous: { output_schema },
      majority: { output_schema },
      texts: {},
      parts: { output_schema },
      simple: { output_schema, max_output_attempts: 1 },
      lonely: {},
    },
  );
});
afterAll(() => system.stop());

const a = { category: 'a' };
const b = { category: 'b' };

/** The models of the job's side calls in the timeline: what each came to. */
async function branchesOf(id: string) {
  const lines = (await system.timeline(id)).filter(({ branch }) => branch !== undefined);
  return Object.fromEntries(
    lines.map(({ queue, code, stages = [] }) => [
      queue?.replace('model.', ''),
      code ?? stages.find(({ name }) => name === 'model_call')?.details,
    ]),
  );
}

describe('members of a cascade that agree', () => {
  test('are asked side by side, and the answer of the first is kept', async () => {
    const id = await system.enqueue('unanimous');
    const calls = await system.calls(...MEMBERS);
    for (const [i, call] of calls.entries()) {
      call.write(i === 1 ? ' {"category" :"a"}' : '{"category":"a"}');
      call.end();
    }
    expect(await system.api.finished(id)).toMatchObject({
      ...{ status: 'completed', model: 'cheap-1', cost_micro_usd: 45, attempts: 5, error: null },
      usage: { input_tokens: 30, output_tokens: 15 },
      result: { output: a, confidence: 1, finish_reason: 'stop', cached: false },
    });
  });

  test('explain themselves: who was asked, what each answered, how it was weighed', async () => {
    const id = await system.enqueue('unanimous');
    await system.answer({ 'cheap-1': a, 'cheap-2': a, 'cheap-3': a });
    await system.api.finished(id);
    const asked = { 'cheap-1': 'asked', 'cheap-2': 'asked', 'cheap-3': 'asked', ...ABOVE };
    // First at admission, then as they are asked.
    expect(await system.details(id, 'choose_model')).toEqual([asked, asked]);
    expect(await branchesOf(id)).toEqual(
      Object.fromEntries(MEMBERS.map((model) => [model, { model, input_tokens: 10, output_tokens: 5 }])),
    );
    expect(await system.details(id, 'agreement')).toEqual([
      { 'cheap-1': 'agrees', 'cheap-2': 'agrees', 'cheap-3': 'agrees', confidence: 1, min_confidence: 1 },
    ]);
    const lines = (await system.timeline(id)).map(({ status, queue, hop, branch }) =>
      branch ? 'branch' : [status, queue, hop],
    );
    expect(lines).toEqual([
      ...[
        ['queued', undefined, 1],
        ['running', 'steps', 1],
        ['queued', 'steps', 1],
      ],
      ...['branch', 'branch', 'branch'],
      ...[
        ['running', 'steps', 2],
        ['completed', 'steps', 2],
      ],
    ]);
  });

  test('may be but enough of them', async () => {
    const id = await system.enqueue('majority');
    await system.answer({ 'cheap-1': b, 'cheap-2': { ...a, words: 'x' }, 'cheap-3': { words: 'x', ...a } });
    const job = await system.api.finished(id);
    expect(job).toMatchObject({ model: 'cheap-2', result: { output: { category: 'a', words: 'x' } } });
    expect(job.result?.confidence).toBeCloseTo(2 / 3);
    expect(await system.details(id, 'agreement')).toMatchObject([
      { 'cheap-1': 'differs', 'cheap-2': 'agrees', 'cheap-3': 'agrees', min_confidence: 0.6 },
    ]);
  });

  test('in text need not spell alike', async () => {
    const id = await system.enqueue('texts');
    await system.answer({ 'cheap-1': 'Yes, it  is.', 'cheap-2': ' yes, it is' });
    expect(await system.api.finished(id)).toMatchObject({
      result: { output: 'Yes, it  is.', confidence: 1 },
    });
  });

  test('need to agree only on the parts that the route names', async () => {
    const kept = await system.enqueue('parts');
    await system.answer({ 'cheap-1': { ...a, words: 'one' }, 'cheap-2': { ...a, words: 'two' } });
    expect(await system.api.finished(kept)).toMatchObject({
      ...{ model: 'cheap-1', result: { output: { ...a, words: 'one' }, confidence: 1 } },
    });
    const up = await system.enqueue('parts');
    await system.answer({ 'cheap-1': { ...a, words: 'one' }, 'cheap-2': { ...b, words: 'one' } });
    await system.answer({ 'cheap-3': { ...b, words: 'three' } });
    const job = await system.api.finished(up);
    expect(job).toMatchObject({ model: 'cheap-3', result: { output: { ...b, words: 'three' } } });
    expect(job.result?.confidence).toBeCloseTo(2 / 3);
  });
});

describe('members of a cascade that do not agree', () => {
  test('send the job up, whose answer is final; the timeline tells the way', async () => {
    const id = await system.enqueue('unanimous');
    await system.answer({ 'cheap-1': a, 'cheap-2': a, 'cheap-3': b });
    await system.answer({ good: b });
    expect(await system.api.finished(id)).toMatchObject({
      ...{ status: 'completed', model: 'good', cost_micro_usd: 3 * 15 + 150, attempts: 6 },
      ...{ usage: { input_tokens: 40, output_tokens: 20 }, result: { output: b, confidence: 0.5 } },
    });
    const below = { 'cheap-1': 'below', 'cheap-2': 'below', 'cheap-3': 'below' };
    expect((await system.details(id, 'choose_model')).at(-1)).toEqual({
      ...below,
      ...{ good: 'chosen', best: 'lower_rank' },
    });
    expect(await system.details(id, 'agreement')).toEqual([
      {
        'cheap-1': 'agrees',
        'cheap-2': 'agrees',
        'cheap-3': 'differs',
        confidence: 2 / 3,
        min_confidence: 1,
      },
      { 'cheap-1': 'differs', 'cheap-2': 'differs', 'cheap-3': 'agrees', good: 'agrees', confidence: 0.5 },
    ]);
    const up = (await system.timeline(id)).find(({ code }) => code === 'no_agreement');
    expect(up).toMatchObject({ status: 'queued', queue: 'steps', hop: 2 });
  });

  test('because one is down, slow, invalid or declines: it is not asked again, and not waited for in others’ slots', async () => {
    const id = await system.enqueue('majority');
    const [down, slow, invalid] = await system.calls(...MEMBERS);
    down?.fail(503);
    invalid?.write('not JSON');
    invalid?.end();
    await expect
      .poll(async () => (await system.api.get(`/v1/jobs/${id}`)).body, { timeout: 10_000 })
      .toMatchObject({ status: 'queued', waiting_for: ['side_calls'], attempts: 3 });
    slow?.end('content_filter');
    await system.answer({ good: a });
    expect(await system.api.finished(id)).toMatchObject({
      ...{ status: 'completed', model: 'good', cost_micro_usd: 2 * 15 + 150, result: { confidence: 0.25 } },
    });
    expect(await branchesOf(id)).toEqual({
      ...{ 'cheap-1': 'model_unavailable', 'cheap-2': 'content_filtered', 'cheap-3': 'invalid_output' },
    });
    expect((await system.details(id, 'agreement'))[0]).toMatchObject({
      ...{
        'cheap-1': 'no_answer',
        'cheap-2': 'content_filtered',
        'cheap-3': 'invalid_output',
        confidence: 0,
      },
    });
  });

  test('go by the usual fallbacks above them', async () => {
    const id = await system.enqueue('unanimous');
    await system.answer({ 'cheap-1': a, 'cheap-2': b, 'cheap-3': 'nothing' });
    (await system.models.good.next()).fail(400);
    await system.answer({ best: a });
    expect(await system.api.finished(id)).toMatchObject({ model: 'best', result: { confidence: 0.5 } });
    expect((await system.details(id, 'choose_model')).at(-1)).toMatchObject({
      ...{ 'cheap-1': 'below', good: 'failed_before', best: 'chosen' },
    });
  });
});

test('where fewer than two can be asked none can agree: the job goes straight up', async () => {
  const id = await system.enqueue('lonely');
  await system.answer({ good: 'alone' });
  expect(await system.api.finished(id)).toMatchObject({
    ...{ model: 'good', attempts: 1, result: { output: 'alone', confidence: null } },
  });
  expect(await system.details(id, 'choose_model')).toEqual([
    { public: 'not_cleared', 'cheap-1': 'alone', good: 'chosen' },
  ]);
});

test('without agreement the first answer that validates is kept, else the job goes up', async () => {
  const kept = await system.enqueue('simple');
  await system.answer({ 'cheap-1': a });
  expect(await system.api.finished(kept)).toMatchObject({ model: 'cheap-1', result: { confidence: null } });
  const up = await system.enqueue('simple');
  await system.answer({ 'cheap-1': 'not JSON' });
  await system.answer({ 'cheap-2': b });
  expect(await system.api.finished(up)).toMatchObject({ model: 'cheap-2', result: { output: b } });
});

test('a job that names its model asks no members', async () => {
  const id = await system.enqueue('unanimous', { model: 'cheap-2' });
  await system.answer({ 'cheap-2': b });
  expect(await system.api.finished(id)).toMatchObject({ model: 'cheap-2', attempts: 1 });
});

test.each([
  ['parts that nobody compares', { agree_on: ['/category'] }, /agree_on: means nothing without agreement/],
  ['a share of nobody', { min_confidence: 0.5 }, /min_confidence: means nothing without agreement/],
  ['a pointer that is none', { agreement: 2, agree_on: ['category'] }, /agree_on\.0: .*JSON pointer/],
  ['nobody to go up to', { agreement: 5 }, /candidates: a cascade needs a candidate to go up to/],
])('a route with %s is refused when it is stored', async (_what, more, says) => {
  const candidates = ['cheap-1', 'cheap-2', 'good'].map((model) => ({ model }));
  const route = { mode: 'cascade', candidates, ...more };
  const answer = await system.api.request('PUT', '/v1/catalog/routes/wrong', route);
  expect(expectProblemAnswer(answer as never, 400, 'invalid_definition').detail).toMatch(says);
});
