import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { catalogClient } from '../../support/catalog-client.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { type System, startSystem } from '../../support/system.ts';

const user = {
  ...{ type: 'object', required: ['user_id'] },
  properties: { user_id: { type: 'string' }, fields: { type: 'string' } },
};
const reading = {
  ...{ description: 'Looks a user up in the directory.', input_schema: user, effect: 'read' },
  http: { method: 'GET', url: 'https://directory.example/users/{user_id}', query: ['fields'] },
};
const unlocking = {
  ...{ description: 'Unlocks an account.', input_schema: user, effect: 'idempotent_write', risk: 'medium' },
  http: {
    ...{ method: 'POST', url: 'https://directory.example/users/{user_id}/unlock' },
    auth: { type: 'bearer', secret_env: 'DIRECTORY_TOKEN' },
  },
  undo: { tool: 'lock-user', arguments: "{'user_id': arguments.user_id}" },
};
const locking = { ...unlocking, undo: undefined };

let system: System;
let catalog: ReturnType<typeof catalogClient>;

beforeAll(async () => {
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    workers: 0,
    catalog: { tools: { 'a-tool': unlocking, 'get-user': reading, 'lock-user': locking } },
  });
  catalog = catalogClient(system.api);
});
afterAll(() => system.stop());

describe('a tool', () => {
  test('may come from a file, and refer to one of a later file', async () => {
    expect((await catalog.read('tools/a-tool')).data).toMatchObject([{ version: 1, labels: ['production'] }]);
  });

  test('is a version of the catalog, with what it may do and how it is reached', async () => {
    const { status, body } = await system.api.request<{ version: number; definition: object }>(
      'PUT',
      '/v1/catalog/tools/unlock-user',
      unlocking,
    );
    expect(status).toBe(201);
    expect(body).toMatchObject({ version: 1, definition: { effect: 'idempotent_write', risk: 'medium' } });
    const mcp = { url: 'https://tools.example/mcp', tool: 'search' };
    const remote = { ...reading, http: undefined, mcp };
    expect((await catalog.put('tools/search', remote)).status).toBe(201);
  });

  const http = reading.http;
  test.each<[string, Record<string, unknown>, string]>([
    ['no way to reach it', { http: undefined }, 'http: .*one of both'],
    ['two ways to reach it', { mcp: { url: 'https://tools.example/mcp' } }, 'http: .*one of both'],
    ['a write of unknown risk', { effect: 'write' }, 'risk: .*says its risk'],
    ['an unknown effect', { effect: 'maybe' }, 'effect: '],
    [
      'arguments that are no object',
      { input_schema: { type: 'string' } },
      'input_schema.type: must be object',
    ],
    ['a schema that is none', { output_schema: { type: 'strnig' } }, 'output_schema'],
    [
      'a place without an argument',
      { http: { ...http, url: 'https://a.example/{other}' } },
      'http.url: .*other',
    ],
    [
      'a place that may stay empty',
      { http: { ...http, url: 'https://a.example/{fields}' } },
      'http.url: .*fields',
    ],
    [
      'a brace that is no place',
      { http: { ...http, url: 'https://a.example/{user_id}/{' } },
      'http.url: .*brace',
    ],
    [
      'an argument for a host',
      { http: { ...http, url: 'https://{user_id}.example/' } },
      'http.url: .*path only',
    ],
    [
      'a query in its address',
      { http: { ...http, url: 'https://a.example/{user_id}?a=1' } },
      'http.url: .*query',
    ],
    [
      'a secret in its address',
      { http: { ...http, url: 'https://a:b@c.example/' } },
      'http.url: .*credentials',
    ],
    ['another protocol', { http: { ...http, url: 'file:///etc/passwd' } }, 'http.url: .*http or https'],
    [
      'a query that names no argument',
      { http: { ...http, query: ['nothing'] } },
      'http.query: .*no argument',
    ],
    ['an argument in two places', { http: { ...http, query: ['user_id'] } }, 'http.query: .*in the path'],
    [
      'a header that is not its own',
      { http: { ...http, auth: { type: 'header', header: 'Idempotency-Key', secret_env: 'A' } } },
      'http.auth.header: ',
    ],
    [
      'a secret instead of its name',
      { http: { ...http, auth: { type: 'bearer', secret_env: 'sk-123abc' } } },
      'http.auth.secret_env',
    ],
    ['an expression that is none', { transform: 'a.(' }, 'transform: '],
    [
      'an undoing of what changed nothing',
      { undo: { tool: 'lock-user', arguments: '{}' } },
      'undo: means nothing',
    ],
  ])('with %s is refused', async (_what, fault, says) => {
    const answer = await catalog.put('tools/wrong', { ...reading, ...fault });
    expect(expectProblemAnswer(answer, 400, 'invalid_definition').detail).toMatch(new RegExp(says));
  });

  test.each([
    ['nobody', 'there is no other tool named nobody'],
    ['get-user', 'only reads'],
    ['unlock-user', 'there is no other tool'],
  ])('that is undone by %s is refused', async (tool, says) => {
    const answer = await catalog.put('tools/unlock-user', { ...unlocking, undo: { tool, arguments: '{}' } });
    expect(expectProblemAnswer(answer, 400, 'invalid_definition').detail).toContain(says);
  });
});
