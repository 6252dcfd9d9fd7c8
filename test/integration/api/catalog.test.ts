import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { type CatalogEntry, catalogClient, catalogPath } from '../../support/catalog-client.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant } from '../../support/tenant.ts';

let system: System;
let catalog: ReturnType<typeof catalogClient>;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl'), workers: 2 });
  catalog = catalogClient(system.api);
});
afterAll(() => system.stop());

describe('a definition', () => {
  test('is stored once for each content, numbered, with who stored it', async () => {
    const first = await catalog.put('prompts/numbered', { user: 'one {{ prompt }}' });
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      ...{ object: 'catalog_version', kind: 'prompts', name: 'numbered', version: 1, labels: ['production'] },
      ...{ created_by: expect.stringMatching(/^key:/), definition: { user: 'one {{ prompt }}' } },
    });
    const second = await catalog.put('prompts/numbered', { system: 's', user: 'two {{ prompt }}' });
    expect(second.body).toMatchObject({ version: 2, labels: [] });
    const again = await catalog.put('prompts/numbered', { user: 'two {{ prompt }}', system: 's' });
    expect(again.status).toBe(200);
    expect(again.body).toEqual(second.body);
    expect(second.body.digest).not.toBe(first.body.digest);
    const { data, labels } = await catalog.read('prompts/numbered');
    expect(data.map(({ version }) => version)).toEqual([2, 1]);
    expect(labels.production?.version).toBe(1);
  });

  test('gets one version from any number that store it at once', async () => {
    const same = await Promise.all(
      Array.from({ length: 20 }, () => catalog.put('prompts/crowded', { user: 'same' })),
    );
    expect(new Set(same.map(({ body }) => body.version))).toEqual(new Set([1]));
    expect(same.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  test('is read in pages, and listed with its labels', async () => {
    for (const user of ['a', 'b', 'c']) await catalog.put('prompts/paged', { user });
    const page = (await system.api.get<CatalogEntry>(catalogPath('prompts/paged', '?limit=2'))).body;
    expect(page.data.map(({ version }) => version)).toEqual([3, 2]);
    const rest = await system.api.get<CatalogEntry>(
      catalogPath('prompts/paged', `?limit=2&cursor=${page.next_cursor}`),
    );
    expect(rest.body).toMatchObject({ data: [{ version: 1 }], next_cursor: null });
    const list = await system.api.get<{ data: { name: string }[] }>(catalogPath('models'));
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
      'a member of the input that its task does not have',
      'prompts/chat',
      { user: '{{ input.prompt }} {{ input.promt }}' },
      /user: reads input\.promt, .*chat/,
    ],
    [
      'a block that is put into another',
      'prompts/bad',
      {
        user: '{{ context.a }}{{ context.b }}',
        context: [
          { name: 'a', template: 'x' },
          { name: 'b', template: '{{ context.a }}' },
        ],
      },
      /context\.1\.template: reads context/,
    ],
    [
      'blocks that hide a property of the input',
      'prompts/bad',
      {
        variables: { type: 'object', properties: { context: {} } },
        user: '{{ context.a }}',
        context: [{ name: 'a', template: '{{ input.context }}' }],
      },
      /context: its blocks hide the property context/,
    ],
    [
      'a schema that does not compile',
      'tasks/bad',
      { description: 'd', models: ['sim-echo'], prompt: 'chat', input_schema: { type: 'objet' } },
      /input_schema: /,
    ],
    [
      'a schema that is checked later',
      'tasks/bad',
      {
        description: 'd',
        models: ['sim-echo'],
        prompt: 'chat',
        input_schema: { $async: true, type: 'object' },
      },
      /input_schema: .*async/,
    ],
    [
      'a schema that never ends',
      'tasks/bad',
      { description: 'd', models: ['sim-echo'], prompt: 'chat', input_schema: { allOf: [{ $ref: '#' }] } },
      /input_schema: .*stack/,
    ],
    ['a template that includes another', 'prompts/bad', { user: '{% render "chat" %}' }, /user: .*render/],
    ['more than it may have', 'prompts/bad', { user: 'x'.repeat(70_000) }, /65536 bytes/],
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
    [
      'a kind that its provider lacks',
      'models/bad',
      simulatedModel({ kind: 'image', provider: 'anthropic' }),
      /kind: .*anthropic/,
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
    const answer = await catalog.put(place, body);
    expect(expectProblemAnswer(answer, 400, 'invalid_definition').detail).toMatch(says);
  });

  test.each(['Upper', 'zusammenfassung-für-alle', '要約', 'a b', '-a', 'a'.repeat(65), 'a'.repeat(200)])(
    'of the name %s is refused with what a name may be',
    async (name) => {
      const answer = await catalog.put(`prompts/${encodeURIComponent(name)}`, { user: 'x' });
      expect(expectProblemAnswer(answer, 400, 'invalid_request').detail).toMatch(/name.*a-z, 0-9/);
    },
  );

  test('of no kind, or not there, is not found', async () => {
    expectProblemAnswer(await catalog.put('prompt/x', { user: 'x' }), 404, 'not_found');
    expectProblemAnswer(await system.api.get(catalogPath('prompts/none')), 404, 'not_found');
    expectProblemAnswer(await catalog.rollBack('prompts/none'), 404, 'not_found');
    expectProblemAnswer(await catalog.label('prompts/none', 'production', { version: 1 }), 404, 'not_found');
  });
});

test('a model that is stored while everything runs takes jobs at once, within its limits', async () => {
  await catalog.put('models/newcomer', simulatedModel({ provider_model: 'sim-slow-50', concurrency: 2 }));
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
  const refused = await stranger.request('PUT', catalogPath('prompts/theirs'), { user: 'x' });
  expectProblemAnswer(refused, 403, 'forbidden');
  expect((await stranger.get(catalogPath('prompts/chat'))).status).toBe(200);
});

test('the files of a start leave what operators decided alone, and what is new in them goes into production', async () => {
  const redisUrl = inject('redisUrl');
  const prompts = (user: string) => ({ prompts: { filed: { user } } });
  const first = await startSystem({ redisUrl, workers: 0, catalog: prompts('one') });
  const shared = { redisUrl, workers: 0, keyPrefix: first.env.KEY_PREFIX };
  const labels = async (of: System) =>
    (await of.api.get<CatalogEntry>(catalogPath('prompts/filed'))).body.labels.production?.version;
  const second = await startSystem({ ...shared, catalog: prompts('two') });
  expect(await labels(second)).toBe(2);
  await second.api.request('POST', catalogPath('prompts/filed', '/rollback'));
  const third = await startSystem({ ...shared, catalog: prompts('two') });
  expect(await labels(third)).toBe(1);
  expect(await labels(first)).toBe(1);
  for (const each of [first, second, third]) await each.stop();
});
