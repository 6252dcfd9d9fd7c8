import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { routes } from '../../../api/routes.ts';
import { ApiDescription } from '../../support/api-description.ts';
import { type System, startSystem } from '../../support/system.ts';

let system: System;
let api: ApiDescription;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl'), workers: 0 });
  api = await ApiDescription.read(system.url);
});
afterAll(() => system.stop());

const template = (path: string) => path.replace(/:(\w+)/g, '{$1}');

test('is OpenAPI 3.1 with the parts that every document has', async () => {
  const { document } = api;
  expect(document.openapi).toMatch(/^3\.1\.\d+$/);
  expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
  expect(document).toMatchObject({
    security: [{ apiKey: [] }],
    components: { securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } } },
  });
  const served = await fetch(`${system.url}/openapi.json`);
  expect(served.headers.get('content-type')).toMatch(/^application\/json/);
});

test('has the routes, each of them, and nothing else', () => {
  const described = api.operations().map(({ method, path }) => `${method} ${path}`);
  const served = routes.map(({ method, path }) => `${method} ${template(path)}`);
  expect(described.sort()).toEqual(served.sort());
});

test('names every operation once', () => {
  const ids = api.operations().map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z][A-Za-z]+$/);
});

test('declares every parameter of a path, as required', () => {
  for (const { path, operation } of api.operations()) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const declared = operation.parameters.filter((parameter) => parameter.in === 'path');
    expect(declared.map(({ name }) => name)).toEqual(inPath);
    expect(declared.every(({ required }) => required)).toBe(true);
    const names = operation.parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
    expect(new Set(names).size).toBe(names.length);
  }
});

describe('every schema', () => {
  test('of a component compiles and has all that it refers to', () => {
    const names = Object.keys(api.document.components.schemas);
    expect(names).toEqual(expect.arrayContaining(['Job', 'JobRequest', 'Problem', 'ApiKey']));
    for (const name of names) api.compile({ $ref: `#/components/schemas/${name}` });
  });

  test('of a parameter, a body and an answer does, too', () => {
    for (const { operation } of api.operations()) {
      for (const { schema } of operation.parameters) api.compile(schema);
      for (const { schema } of Object.values(operation.requestBody?.content ?? {})) api.compile(schema);
      for (const { content = {} } of Object.values(operation.responses)) {
        for (const { schema } of Object.values(content)) api.compile(schema);
      }
    }
  });

  test('of a problem is named for every operation', () => {
    for (const { operation } of api.operations()) {
      expect(operation.responses.default?.content?.['application/problem+json']?.schema).toEqual({
        $ref: '#/components/schemas/Problem',
      });
    }
  });

  test('of a request refuses what the server refuses', () => {
    const check = api.compile({ $ref: '#/components/schemas/JobRequest' });
    expect(check({ task: 'chat', input: { prompt: 'a' } })).toBe(true);
    for (const wrong of [
      {},
      { task: 'No Name', input: {} },
      { task: 'chat', input: {}, unknown: 1 },
      { task: 'chat', input: {}, parameters: { temperature: 3 } },
      { task: 'chat', input: {}, webhook: { url: 'ftp://a', secret: 'x' } },
    ]) {
      expect(check(wrong), JSON.stringify(wrong)).toBe(false);
    }
  });
});
