import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { callsAbout } from '../../support/simulator-calls.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant } from '../../support/tenant.ts';

interface CatalogVersion {
  readonly version: number;
  readonly digest: string;
  readonly labels: readonly string[];
  readonly created_by: string;
  readonly definition: Record<string, unknown>;
}
interface Label {
  readonly version: number;
  readonly previous_version: number | null;
}
interface CatalogEntry {
  readonly data: readonly CatalogVersion[];
  readonly labels: Readonly<Record<string, { readonly version: number; readonly reason?: string }>>;
  readonly next_cursor: string | null;
}

let system: System;
let names = 0;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl'), workers: 2 });
});
afterAll(() => system.stop());

const path = (place: string, rest = '') => `/v1/catalog/${place}${rest}`;
const put = <T = CatalogVersion>(place: string, body: unknown) =>
  system.api.request<T>('PUT', path(place), body);
const label = (place: string, name: string, body: unknown) =>
  system.api.request<Label>('PUT', path(place, `/labels/${name}`), body);
const rollBack = (place: string, body?: unknown) =>
  system.api.request<Label>('POST', path(place, '/rollback'), body);
const read = async (place: string) => (await system.api.get<CatalogEntry>(path(place))).body;

/** A task of its own with a prompt of its own, which says `words` to the model. */
async function taskSaying(words: string): Promise<{ task: string; prompt: string }> {
  const name = `t${++names}`;
  await put(`prompts/${name}`, { user: `${words} {{ prompt | raw }}` });
  const answer = await put(`tasks/${name}`, {
    description: 'A task of this test.',
    models: ['sim-echo'],
    prompt: name,
    input_schema: { type: 'object', properties: { prompt: { type: 'string' } }, required: ['prompt'] },
  });
  expect(answer.status).toBe(201);
  return { task: name, prompt: `prompts/${name}` };
}

const run = async (task: string, more: Record<string, unknown> = {}) =>
  (await system.api.post({ task, input: { prompt: 'x' }, ...more }, { wait: 30 })).body;

describe('a definition', () => {
  test('is stored once for each content, numbered, with who stored it', async () => {
    const first = await put('prompts/numbered', { user: 'one {{ prompt }}' });
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      ...{ object: 'catalog_version', kind: 'prompts', name: 'numbered', version: 1, labels: ['production'] },
      ...{ created_by: expect.stringMatching(/^key:/), definition: { user: 'one {{ prompt }}' } },
    });
    const second = await put('prompts/numbered', { system: 's', user: 'two {{ prompt }}' });
    expect(second.body).toMatchObject({ version: 2, labels: [] });
    const again = await put('prompts/numbered', { user: 'two {{ prompt }}', system: 's' });
    expect(again.status).toBe(200);
    expect(again.body).toEqual(second.body);
    expect(second.body.digest).not.toBe(first.body.digest);
    const { data, labels } = await read('prompts/numbered');
    expect(data.map(({ version }) => version)).toEqual([2, 1]);
    expect(labels.production?.version).toBe(1);
  });

  test('gets one version from any number that store it at once', async () => {
    const same = await Promise.all(
      Array.from({ length: 20 }, () => put('prompts/crowded', { user: 'same' })),
    );
    expect(new Set(same.map(({ body }) => body.version))).toEqual(new Set([1]));
    expect(same.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  test('is read in pages, and listed with its labels', async () => {
    for (const user of ['a', 'b', 'c']) await put('prompts/paged', { user });
    const page = (await system.api.get<CatalogEntry>(path('prompts/paged', '?limit=2'))).body;
    expect(page.data.map(({ version }) => version)).toEqual([3, 2]);
    const rest = await system.api.get<CatalogEntry>(
      path('prompts/paged', `?limit=2&cursor=${page.next_cursor}`),
    );
    expect(rest.body).toMatchObject({ data: [{ version: 1 }], next_cursor: null });
    const list = await system.api.get<{ data: { name: string }[] }>(path('models'));
    expect(list.body.data.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['sim-echo', 'sim-slow-*']),
    );
  });

  test.each<[string, string, Record<string, unknown>, RegExp]>([
    ['an unknown field', 'prompts/bad', { user: 'x', usr: 'y' }, /usr/],
    ['a template that is none', 'prompts/bad', { user: '{{ a' }, /user: /],
    [
      'a variable that its task does not have',
      'prompts/chat',
      { user: '{{ promt }}' },
      /user: reads promt.*chat/,
    ],
    [
      'a variable that it does not declare',
      'prompts/bad',
      { variables: { type: 'object', properties: { a: {} } }, user: '{{ b }}' },
      /user: reads b.*declare/,
    ],
    [
      'a schema that does not compile',
      'tasks/bad',
      { description: 'd', models: ['sim-echo'], prompt: 'chat', input_schema: { type: 'objet' } },
      /input_schema: /,
    ],
    [
      'a model that is not there',
      'tasks/bad',
      { description: 'd', models: ['sim-echo', 'none'], prompt: 'chat', input_schema: {} },
      /models\.1: .*none/,
    ],
    [
      'a prompt that is not there',
      'tasks/bad',
      { description: 'd', models: ['sim-echo'], prompt: 'none', input_schema: {} },
      /prompt: .*none/,
    ],
    ['a negative price', 'models/bad', simulatedModel({ price: { input: -1, output: 0 } }), /price\.input/],
    ['another name than its path', 'prompts/bad', { name: 'good', user: 'x' }, /name: is good/],
    [
      'a model whose queue another has',
      'models/sim-echo-*',
      simulatedModel(),
      /two models are named sim-echo/,
    ],
  ])('with %s is refused with the path of the fault', async (_what, place, body, says) => {
    const answer = await put(place, body);
    expect(expectProblemAnswer(answer, 400, 'invalid_definition').detail).toMatch(says);
  });

  test('of no kind, of no name, or not there is not found', async () => {
    expectProblemAnswer(await put('prompt/x', { user: 'x' }), 404, 'not_found');
    expectProblemAnswer(await system.api.get(path('prompts/none')), 404, 'not_found');
    expectProblemAnswer(await put('prompts/Upper', { user: 'x' }), 400, 'invalid_request');
    expectProblemAnswer(await rollBack('prompts/none'), 404, 'not_found');
    expectProblemAnswer(await label('prompts/none', 'production', { version: 1 }), 404, 'not_found');
  });
});

describe('a label', () => {
  test('is live for the next job, rolled back in one call, and audited with who and why', async () => {
    const { task, prompt } = await taskSaying('old');
    expect(await run(task)).toMatchObject({ versions: { prompt: 1 }, result: { output: 'old x' } });
    await put(prompt, { user: 'new {{ prompt | raw }}' });
    expect(await run(task)).toMatchObject({ versions: { prompt: 1 } });

    const moved = await label(prompt, 'production', { version: 2, reason: 'shorter answers' });
    expect(moved.body).toMatchObject({ label: 'production', version: 2, previous_version: 1 });
    expect(await run(task)).toMatchObject({ versions: { prompt: 2 }, result: { output: 'new x' } });

    const back = await rollBack(prompt, { reason: 'worse answers' });
    expect(back.body).toMatchObject({ version: 1, previous_version: 2 });
    expect(await run(task)).toMatchObject({ versions: { prompt: 1 }, result: { output: 'old x' } });
    expectProblemAnswer(await rollBack(prompt), 409, 'nothing_to_roll_back');

    const { body } = await system.api.get<{ data: Record<string, string>[] }>('/v1/audit?limit=50');
    const moves = body.data.filter(({ target }) => target?.startsWith(`${prompt} production`));
    expect(moves).toMatchObject([
      { action: 'catalog.label', target: `${prompt} production 2 -> 1`, reason: 'worse answers' },
      { action: 'catalog.label', target: `${prompt} production 1 -> 2`, reason: 'shorter answers' },
    ]);
    for (const { actor } of moves) expect(actor).toMatch(/^key:/);
  });

  test('leaves jobs in flight on the versions that they were admitted with', async () => {
    const { task, prompt } = await taskSaying('before');
    const queue = system.installation.queues.queue('model.sim-slow');
    await queue.pause();
    const { body: waiting } = await system.api.post({
      task,
      model: 'sim-slow-1',
      input: { prompt: 'flight' },
    });
    await put(prompt, { user: 'after {{ prompt }}' });
    await label(prompt, 'production', { version: 2 });
    await queue.resume();
    expect(await system.api.finished(waiting.id)).toMatchObject({ versions: { task: 1, prompt: 1 } });
    const [call] = await callsAbout(system.simulator, 'flight');
    expect(call?.request.messages.at(-1)?.content).toBe('before flight');
  });

  test('canary gives its version to its share of subjects, always to the same', async () => {
    const { task, prompt } = await taskSaying('stable');
    await put(prompt, { user: 'canary {{ prompt | raw }}' });
    await label(prompt, 'canary', { version: 2, weight: 0.3 });
    const versionFor = async (subject: string) => (await run(task, { subject })).versions.prompt;
    const subjects = Array.from({ length: 60 }, (_, i) => `person ${i}`);
    const first = await Promise.all(subjects.map(versionFor));
    expect(await Promise.all(subjects.map(versionFor))).toEqual(first);
    const share = first.filter((version) => version === 2).length / first.length;
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.5);
    const gone = await system.api.request('DELETE', path(prompt, '/labels/canary'));
    expect(gone.status).toBe(200);
    expect(new Set(await Promise.all(subjects.slice(0, 20).map(versionFor)))).toEqual(new Set([1]));
  });

  test('can neither be moved to what is not there nor weighed wrongly, and production stays', async () => {
    const { prompt } = await taskSaying('kept');
    expectProblemAnswer(await label(prompt, 'production', { version: 9 }), 400, 'invalid_definition');
    for (const weight of [0, 1.5, -1, '0.5'])
      expectProblemAnswer(await label(prompt, 'canary', { version: 1, weight }), 400, 'invalid_request');
    expectProblemAnswer(await label(prompt, 'other', { version: 1, weight: 0.5 }), 400, 'invalid_request');
    const removal = await system.api.request('DELETE', path(prompt, '/labels/production'));
    expectProblemAnswer(removal, 409, 'label_required');
    const none = await system.api.request('DELETE', path(prompt, '/labels/none'));
    expectProblemAnswer(none, 404, 'not_found');
  });
});

test('a model that is stored while everything runs takes jobs at once, within its limits', async () => {
  await put('models/newcomer', simulatedModel({ provider_model: 'sim-slow-50', concurrency: 2 }));
  const jobs = await Promise.all(
    Array.from({ length: 6 }, (_, i) => system.api.chat('newcomer', `newcomer ${i}`)),
  );
  expect(jobs.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 'completed'));
  const answer = await fetch(`${system.simulator.url}/simulator/calls`);
  const { max_in_flight_by_model } = (await answer.json()) as {
    max_in_flight_by_model: Record<string, number>;
  };
  expect(max_in_flight_by_model['sim-slow-50']).toBeLessThanOrEqual(2);
});

test('only the installation’s administrators change it; every tenant may be allowed to read', async () => {
  const { api: stranger } = await newTenant(system.api);
  const refused = await stranger.request('PUT', path('prompts/theirs'), { user: 'x' });
  expectProblemAnswer(refused, 403, 'forbidden');
  expect((await stranger.get(path('prompts/chat'))).status).toBe(200);
});

test('the files of a start leave what operators decided alone, and what is new in them goes into production', async () => {
  const redisUrl = inject('redisUrl');
  const prompts = (user: string) => ({ prompts: { filed: { user } } });
  const first = await startSystem({ redisUrl, workers: 0, catalog: prompts('one') });
  const shared = { redisUrl, workers: 0, keyPrefix: first.env.KEY_PREFIX };
  const labels = async (of: System) =>
    (await of.api.get<CatalogEntry>(path('prompts/filed'))).body.labels.production?.version;
  const second = await startSystem({ ...shared, catalog: prompts('two') });
  expect(await labels(second)).toBe(2);
  await second.api.request('POST', path('prompts/filed', '/rollback'));
  const third = await startSystem({ ...shared, catalog: prompts('two') });
  expect(await labels(third)).toBe(1);
  expect(await labels(first)).toBe(1);
  for (const each of [first, second, third]) await each.stop();
});
