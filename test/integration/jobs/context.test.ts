import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { catalogClient } from '../../support/catalog-client.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { type System, startSystem } from '../../support/system.ts';

interface Timeline {
  readonly data: readonly {
    readonly stages?: readonly {
      readonly name: string;
      readonly verdict: string;
      readonly details?: Readonly<Record<string, unknown>>;
    }[];
  }[];
}

const text = { type: 'string' };
const input_schema = {
  type: 'object',
  properties: { question: text, history: text, notes: text },
  required: ['question'],
};
const prompt = {
  system: 'Answer the question.{% if context.notes %} Notes: {{ context.notes }}{% endif %}',
  user: '{{ context.history }}\n{{ question }}',
  context: [
    { name: 'history', template: '{% if history %}So far: {{ history }}{% endif %}', priority: 1 },
    { name: 'notes', template: '{{ notes }}', share: 25 },
  ],
};
const LINE = 'The customer said something of no great weight.\n';

const model = new ScriptedModel();
let system: System;

beforeAll(async () => {
  const base_url = await model.start();
  const retry = { attempts: 1, base_ms: 1, max_ms: 1 };
  const task = { description: 'Answers.', input_schema, prompt: 'cut' };
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: {
      models: {
        vast: simulatedModel({ base_url, retry }),
        small: simulatedModel({ base_url, retry, capabilities: { context_tokens: 600 } }),
        roomy: simulatedModel({ base_url, retry, capabilities: { context_tokens: 4_000 } }),
      },
      prompts: { cut: { ...prompt, context_tokens: 200 }, free: prompt },
      routes: {
        agreeing: {
          ...{ mode: 'cascade', agreement: 2 },
          candidates: [{ model: 'vast' }, { model: 'small' }, { model: 'roomy' }],
        },
      },
      tasks: {
        agreeing: {
          ...{ ...task, prompt: 'free', route: 'agreeing' },
          parameters: { max_output_tokens: 100 },
        },
        cut: { ...task, models: ['vast'] },
        whole: { ...task, prompt: 'free', models: ['vast'] },
        narrowing: {
          ...task,
          prompt: 'free',
          parameters: { max_output_tokens: 100 },
          models: ['roomy', 'small'],
        },
      },
    },
  });
});
afterAll(async () => {
  await system.stop();
  await model.stop();
});

async function ask(task: string, input: Record<string, string>) {
  const { body } = await system.api.post({ task, input });
  const call = await model.next();
  const [instructions, words] = call.body.messages.map(({ content }) => content);
  const end = async () => {
    call.write('an answer');
    call.end();
    return system.api.finished(body.id);
  };
  return { id: body.id, call, instructions: instructions ?? '', words: words ?? '', end };
}

async function trimmed(id: string) {
  const { body } = await system.api.get<Timeline>(`/v1/jobs/${id}/timeline`);
  return body.data.flatMap(({ stages = [] }) => stages.filter(({ name }) => name === 'trim_context'));
}

const marks = (words: string) => (words.match(/<\/?data>/g) ?? []).join('');

test('context that has room goes where the prompt says, marked as data, and is not counted', async () => {
  const { id, words, instructions, end } = await ask('cut', { question: 'Why?', history: 'a', notes: 'b' });
  expect(words).toBe('So far: <data>\na\n</data>\n<data>\nWhy?\n</data>');
  expect(instructions).toMatch(/^Answer the question\. Notes: <data>\nb\n<\/data>/);
  expect((await end()).status).toBe('completed');
  expect(await trimmed(id)).toEqual([]);
});

test('a block that was left out is nothing, and a template may ask for that', async () => {
  const { words, instructions, end } = await ask('cut', { question: 'Why?' });
  expect(words).toBe('<data>\nWhy?\n</data>');
  expect(instructions).not.toContain('Notes');
  await end();
});

test('beyond the budget the lower priority keeps its share, and the timeline says what was cut', async () => {
  const long = { question: 'Why?', history: LINE.repeat(100), notes: LINE.repeat(50) };
  const { id, words, instructions, end } = await ask('cut', long);
  expect(words).toMatch(/^So far: <data>\nThe customer .* weight\. …\n<\/data>\n<data>\nWhy\?\n<\/data>$/s);
  expect(marks(words)).toBe('<data></data><data></data>');
  const kept = (told: string) => told.split(LINE.trim()).length - 1;
  expect(kept(words)).toBeGreaterThan(10);
  expect(kept(words)).toBeLessThan(20);
  expect(kept(instructions)).toBeGreaterThan(1);
  await end();
  const [{ verdict, details } = { verdict: '' }] = await trimmed(id);
  expect(verdict).toBe('trimmed');
  expect(details).toEqual({
    budget_tokens: 200,
    history: expect.stringMatching(/^kept 1\d\d of more than 200 tokens$/),
    notes: expect.stringMatching(/^kept [345]\d of more than 200 tokens$/),
  });
  expect(JSON.stringify(details)).not.toContain('customer');
});

test('without a budget all of it goes to a model that sets no bound', async () => {
  const { words, end } = await ask('whole', { question: 'Why?', history: LINE.repeat(2_000) });
  expect(words.split(LINE.trim())).toHaveLength(2_001);
  await end();
});

test('else the budget is what the model has left, and a smaller model gets less of the same', async () => {
  const long = { question: 'Why?', history: LINE.repeat(1_000) };
  const { id, call, words } = await ask('narrowing', long);
  const roomy = words.length;
  call.fail(401);
  const next = await model.next();
  const small = next.body.messages[1]?.content.length ?? 0;
  next.write('an answer');
  next.end();
  expect((await system.api.finished(id)).model).toBe('small');
  // About four characters are a token; a quarter of the context is left to tokenizers that make more.
  expect(roomy / 4).toBeGreaterThan(2_000);
  expect(roomy / 4).toBeLessThan(3_900);
  expect(small).toBeGreaterThan(100);
  expect(small / 4).toBeLessThan(500);
});

test.each([
  [
    'shares beyond the whole',
    {
      context: [
        { ...block('a'), share: 60 },
        { ...block('b'), share: 50 },
      ],
    },
    /^context$/,
  ],
  ['two blocks of one name', { context: [block('a'), block('a')] }, /^context\.1\.name$/],
  ['a block that there is not', { context: [block('a')], user: '{{ context.a }} {{ context.c }}' }, /^user$/],
  ['no block in particular', { context: [block('a')], user: '{{ context }} {{ context.a }}' }, /^user$/],
  [
    'a block that is put nowhere',
    { context: [block('a'), block('b')], user: '{{ context.a }}' },
    /^context\.1\.name$/,
  ],
  [
    'a block that reads another',
    { context: [block('a', '{{ context.a }}')], user: '{{ context.a }}' },
    /^context\.0\.template$/,
  ],
  ['a block that is no template', { context: [block('a', '{% if %}')] }, /^context\.0\.template$/],
  ['a budget for nothing', { context_tokens: 100 }, /^context_tokens$/],
])('refused when stored: %s', async (_name, wrong, path) => {
  const user = '{{ context.a }} {{ context.b }}';
  const stored = { user, variables: { type: 'object' }, ...wrong };
  const answer = await catalogClient(system.api).put('prompts/wrong', stored);
  const problem = expectProblemAnswer(answer as never, 400, 'invalid_definition');
  const [fault] = (problem as unknown as { errors: { path: string }[] }).errors;
  expect(fault?.path).toMatch(path);
});

function block(name: string, template = 'text') {
  return { name, template };
}

test('the members of a cascade are given the context, each as much as it has room for', async () => {
  const history = LINE.repeat(100);
  const { body } = await system.api.post({ task: 'agreeing', input: { question: 'Why?', history } });
  const calls = [await model.next(), await model.next()];
  const words = calls.map((call) => call.body.messages.at(-1)?.content ?? '');
  words.sort((a, b) => b.length - a.length);
  expect(words[0]).toContain(history.trim());
  expect(words[1]).toContain(LINE.trim());
  expect(words[1]?.length).toBeLessThan(history.length);
  for (const call of calls) {
    call.write('an answer');
    call.end();
  }
  expect(await system.api.finished(body.id)).toMatchObject({ status: 'completed', model: 'vast' });
  expect(await trimmed(body.id)).toHaveLength(1);
});
