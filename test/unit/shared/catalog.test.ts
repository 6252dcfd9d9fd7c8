import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compileSchema } from '../../../shared/catalog/json-schema.ts';
import { catalogOf, readCatalogFiles } from '../../../shared/catalog/read-files.ts';
import { ConfigError } from '../../../shared/config/load-config.ts';
import { type CatalogFiles, simulatedModel, writeCatalog } from '../../support/catalog.ts';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'catalog-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const task = {
  description: 'A task.',
  models: ['sim-echo'],
  prompt: 'chat',
  input_schema: { type: 'object' },
};
const load = (files?: CatalogFiles) => catalogOf(readCatalogFiles(writeCatalog(join(dir, 'catalog'), files)));

describe('a catalog', () => {
  test('finds models by name, members of families by the longest name that fits', () => {
    const catalog = load({
      models: {
        'fam-*': simulatedModel(),
        'fam-inner-*': simulatedModel(),
        'fam-inner-own': simulatedModel(),
      },
    });
    const found = (name: string) => catalog.model(name)?.id;
    expect(found('fam-1')).toBe('fam');
    expect(found('fam-inner-1')).toBe('fam-inner');
    expect(found('fam-inner-own')).toBe('fam-inner-own');
    expect(found('fam-inner-own-1')).toBe('fam-inner');
    expect(found('sim-echo')).toBe('sim-echo');
    expect(found('sim-echo-1')).toBeUndefined();
    expect(found('sim')).toBeUndefined();
    expect(found('')).toBeUndefined();
    expect(found('__proto__')).toBeUndefined();
    expect(catalog.modelOfQueue('model.fam')?.id).toBe('fam');
  });

  test.each<[string, CatalogFiles, RegExp]>([
    ['a model of no such task', { tasks: { t: { ...task, models: ['none'] } } }, /t\.yaml: models.0: .*none/],
    ['a prompt that is not there', { tasks: { t: { ...task, prompt: 'none' } } }, /t\.yaml: prompt: .*none/],
    ['an unknown field', { tasks: { t: { ...task, modles: [] } } }, /t\.yaml.*modles/],
    [
      'a value of the wrong type',
      { models: { m: simulatedModel({ concurrency: 'many' }) } },
      /m\.yaml: concurrency/,
    ],
    [
      'a schema that is none',
      { tasks: { t: { ...task, input_schema: { type: 'objet' } } } },
      /t\.yaml: input_schema/,
    ],
    [
      'a schema with a misspelled keyword',
      { tasks: { t: { ...task, output_schema: { tpye: 'object' } } } },
      /tpye/,
    ],
    [
      'a template that is none',
      { prompts: { p: { user: '{{ a' } }, tasks: { t: { ...task, prompt: 'p' } } },
      /p\.yaml: user/,
    ],
    [
      'an unknown filter',
      { prompts: { p: { user: '{{ a | shout }}' } }, tasks: { t: { ...task, prompt: 'p' } } },
      /p\.yaml: user/,
    ],
  ])('with %s is refused by file and path', (_name, files, says) => {
    expect(() => load(files)).toThrow(ConfigError);
    expect(() => load(files)).toThrow(says);
  });

  test('two models of one name, no YAML, no folder: each is named', () => {
    const folder = writeCatalog(join(dir, 'catalog'), { models: { 'sim-echo-*': simulatedModel() } });
    writeFileSync(
      join(folder, 'models', 'again.yaml'),
      JSON.stringify({ name: 'sim-echo', ...simulatedModel() }),
    );
    expect(() => readCatalogFiles(folder)).toThrow(/two models are named sim-echo/);
    writeFileSync(join(folder, 'models', 'again.yaml'), 'a: [');
    expect(() => readCatalogFiles(folder)).toThrow(/again\.yaml/);
    expect(() => readCatalogFiles(join(dir, 'nowhere'))).toThrow(/CATALOG_DIR.*nowhere/);
  });
});

describe('a schema', () => {
  const schema = {
    type: 'object',
    additionalProperties: false,
    required: ['kind'],
    properties: { kind: { enum: ['a', 'b'] }, at: { type: 'string', format: 'date-time' } },
  };
  const check = compileSchema(schema, '', true);

  test.each([
    [{ kind: 'a', at: '2024-01-01T00:00:00Z' }, undefined, undefined],
    [{}, '', /required property 'kind'/],
    [{ kind: 'c' }, '/kind', /a, b/],
    [{ kind: 'a', more: 1 }, '', /more/],
    [{ kind: 'a', at: 'today' }, '/at', /date-time/],
    [JSON.parse('{"kind":"a","__proto__":1}'), '', /__proto__/],
    [null, '', /object/],
  ])('says where %j does not match and why', (value, path, says) => {
    const [fault] = check(value);
    expect(fault?.path).toBe(path);
    if (says) expect(fault?.message).toMatch(says);
  });
});
