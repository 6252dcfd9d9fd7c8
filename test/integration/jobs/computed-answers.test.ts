import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { catalogClient } from '../../support/catalog-client.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { type System, startSystem } from '../../support/system.ts';

interface Timeline {
  readonly data: readonly {
    readonly stages?: readonly { readonly name: string; readonly verdict: string; readonly code?: string }[];
  }[];
}

const task = {
  ...{ description: 'Answers.', prompt: 'chat', models: ['sim-status-500'] },
  input_schema: { type: 'object', properties: { prompt: { type: 'string' }, system: { type: 'string' } } },
};
const output_schema = { type: 'object', required: ['words'], properties: { words: { type: 'integer' } } };
const computed = (compute: string, more: object = {}) => ({ ...task, fallback: { compute }, ...more });

let system: System;

beforeAll(async () => {
  const retry = { attempts: 1, base_ms: 1, max_ms: 1 };
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: {
      models: { 'sim-status-*': simulatedModel({ retry }) },
      tasks: {
        text: computed('"You wrote: " & prompt'),
        structured: computed('{"words": $count($split(prompt, " "))}', { output_schema }),
        misshapen: computed('{"words": prompt}', { output_schema }),
        'not-text': computed('{"words": 1}'),
        broken: computed('$number(prompt)'),
        endless: computed('($f := function($n) { $f($n + 1) }; $f(0))'),
      },
    },
  });
});
afterAll(() => system.stop());

async function run(name: string) {
  const { body: job } = await system.api.post({ task: name, input: { prompt: 'a secret' } }, { wait: 30 });
  const { body } = await system.api.get<Timeline>(`/v1/jobs/${job.id}/timeline`);
  const stages = body.data.flatMap((entry) => entry.stages ?? []);
  return { job, told: stages.find(({ name: stage }) => stage === 'stand_in') };
}

test.each([
  ['text', 'You wrote: a secret'],
  ['structured', { words: 2 }],
])('%s: what is computed from the input stands in when no model has an answer', async (name, output) => {
  const { job, told } = await run(name);
  expect(job).toMatchObject({ status: 'completed', result: { output, finish_reason: 'fallback' } });
  expect(told).toMatchObject({ verdict: 'answered', code: 'model_unavailable' });
});

test.each([
  ['misshapen', { code: 'invalid_output' }],
  ['not-text', { code: 'invalid_output' }],
  ['broken', { code: 'expression_failed', details: { error: 'D3030', position: 8 } }],
  ['endless', { code: 'expression_timeout' }],
])('%s: the job ends as without it, and the timeline says why', async (name, why) => {
  const { job, told } = await run(name);
  expect(job).toMatchObject({ status: 'failed', error: { code: 'model_unavailable' } });
  expect(told).toMatchObject({ verdict: 'failed', ...why });
  const members = ['name', 'at', 'duration_ms', 'verdict', 'code', 'details'];
  expect(Object.keys(told ?? {}).filter((member) => !members.includes(member))).toEqual([]);
  expect(JSON.stringify(told)).not.toContain('secret');
});

test.each([
  [{ compute: '"You wrote: " & (prompt' }, 'fallback.compute', /Expected "\)".*at character/],
  [{ compute: '' }, 'fallback.compute', /./],
  [{ compute: 'prompt', output: 'x' }, 'fallback', /./],
])('refused when stored: %j', async (fallback, path, message) => {
  const answer = await catalogClient(system.api).put('tasks/wrong', { ...task, fallback });
  const problem = expectProblemAnswer(answer as never, 400, 'invalid_definition');
  expect(problem.errors).toMatchObject([{ path, message: expect.stringMatching(message) }]);
});
