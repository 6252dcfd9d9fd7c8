import { describe, expect, test } from 'vitest';
import { compileSchema } from '../../../shared/catalog/json-schema.ts';

type Schema = Record<string, unknown>;
const DRAFT_07 = { $schema: 'http://json-schema.org/draft-07/schema#' };
const json = (text: string): unknown => JSON.parse(text);

describe('refused, because it would not be judged as JSON Schema says or is a mistake, is', () => {
  test.each<[string, Schema, RegExp]>([
    [
      'another draft',
      { $schema: 'https://json-schema.org/draft/2019-09/schema' },
      /there are .*2020-12.*draft-07/,
    ],
    ['a remote reference', { $ref: 'https://example.org/a.json' }, /only what stands in the schema itself/],
    [
      'a relative one',
      { properties: { a: { $ref: 'other.json#/a' } } },
      /\/properties\/a: \$ref is other\.json/,
    ],
    ['a reference to nothing', { $ref: '#/$defs/none' }, /there is no schema/],
    [
      'a reference to what is no schema',
      { $ref: '#/examples/0', examples: [{ type: 'string' }] },
      /there is no schema/,
    ],
    ['an anchor that there is not', { $ref: '#none' }, /none/],
    ['a misspelt keyword', { requried: ['a'] }, /requried is no keyword of 2020-12; did you mean required\?/],
    [
      'a keyword of the other draft',
      { ...DRAFT_07, prefixItems: [{}] },
      /prefixItems is no keyword of draft-07/,
    ],
    ['and the other way round', { dependencies: { a: ['b'] } }, /dependencies is no keyword of 2020-12/],
    ['an identifier within', { properties: { a: { $id: 'a' } } }, /\$id has no place within a schema/],
    ['a dynamic reference', { $dynamicRef: '#a' }, /\$dynamicRef is no keyword/],
    [
      'what Ajv judges otherwise',
      { unevaluatedItems: false, contains: { const: 1 } },
      /unevaluatedItems beside contains/,
    ],
    [
      'a member that Ajv passes over',
      json('{"properties":{"__proto__":{}}}') as Schema,
      /__proto__ cannot be checked/,
    ],
    ['a broken schema', { properties: { a: { type: 'text' } } }, /type/],
    ['an identifier in a value', { enum: [{ $anchor: 'a' }] }, /enum holds an identifier/],
  ])('%s', (_what, schema, words) => {
    expect(() => compileSchema(schema)).toThrow(words);
  });
});
