import type { JsonObject } from '../../../../simulator/protocol/json.ts';

const closed = (properties: JsonObject, extra: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...extra,
});

/** Schemas of many kinds, each with at least one instance. */
export const schemaCases: readonly { readonly title: string; readonly schema: JsonObject }[] = [
  {
    title: 'support triage',
    schema: closed({
      category: { type: 'string', enum: ['billing', 'technical', 'account', 'other'] },
      urgency: { type: 'string', enum: ['low', 'medium', 'high'] },
      sentiment: { type: 'string', enum: ['positive', 'neutral', 'negative'] },
      summary: { type: 'string', minLength: 1, maxLength: 60 },
      reply: { type: 'string', minLength: 20, maxLength: 500 },
    }),
  },
  {
    title: 'nested objects and arrays',
    schema: closed({
      customer: closed({
        name: { type: 'string' },
        address: closed({ city: { type: 'string' }, zip: { type: 'string', maxLength: 5 } }),
      }),
      items: {
        type: 'array',
        minItems: 3,
        maxItems: 4,
        items: closed({ label: { type: 'string' }, amount: { type: 'number', minimum: 0 } }),
      },
    }),
  },
  {
    title: 'const and mixed enum',
    schema: closed({ version: { const: 2 }, any: { enum: [1, 'two', null, true, { three: 3 }] } }),
  },
  {
    title: 'anyOf, oneOf and nullable types',
    schema: closed({
      a: { anyOf: [{ type: 'null' }, { type: 'integer', minimum: 5, maximum: 5 }] },
      b: {
        oneOf: [
          closed({ kind: { const: 'refund' }, amount: { type: 'number' } }),
          closed({ kind: { const: 'other' } }),
        ],
      },
      c: { type: ['string', 'null'], maxLength: 1 },
      d: { oneOf: [{ type: 'number' }, { type: 'integer' }] },
    }),
  },
  {
    title: 'allOf',
    schema: {
      allOf: [
        { type: 'object', properties: { id: { type: 'integer', minimum: 3 } }, required: ['id'] },
        { type: 'object', properties: { id: { maximum: 4 }, name: { type: 'string' } }, required: ['name'] },
      ],
    },
  },
  {
    title: 'references and recursion',
    schema: {
      $defs: {
        node: closed({
          label: { type: 'string' },
          children: { type: 'array', items: { $ref: '#/$defs/node' } },
        }),
        list: closed({
          value: { type: 'integer' },
          next: { anyOf: [{ $ref: '#/$defs/list' }, { type: 'null' }] },
        }),
      },
      ...closed({ tree: { $ref: '#/$defs/node' }, chain: { $ref: '#/$defs/list' } }),
    },
  },
  { title: 'a recursive root', schema: closed({ parent: { anyOf: [{ $ref: '#' }, { type: 'null' }] } }) },
  {
    title: 'references with escapes and siblings',
    schema: {
      definitions: { 'a/b~c': { type: 'string' } },
      properties: { x: { $ref: '#/definitions/a~1b~0c', minLength: 300 } },
      required: ['x'],
    },
  },
  {
    title: 'number bounds',
    schema: closed({
      rating: { type: 'integer', minimum: 1, maximum: 5 },
      score: { type: 'number', minimum: 0, maximum: 1 },
      confidence: { type: 'number', exclusiveMinimum: 0.1, exclusiveMaximum: 0.1001 },
      even: { type: 'integer', multipleOf: 2, minimum: 7, maximum: 9 },
      half: { type: 'number', multipleOf: 0.5, minimum: -3, maximum: -1 },
      next: { type: 'integer', exclusiveMinimum: 0.5, maximum: 1 },
      debt: { type: 'number', maximum: -1000 },
    }),
  },
  {
    title: 'formats',
    schema: closed(
      Object.fromEntries(
        [
          'date',
          'date-time',
          'time',
          'duration',
          'email',
          'uri',
          'uri-reference',
          'uuid',
          'hostname',
          'ipv4',
          'ipv6',
          'regex',
          'json-pointer',
        ].map((format) => [format, { type: 'string', format }]),
      ),
    ),
  },
  {
    title: 'arrays that must differ',
    schema: closed({
      tags: { type: 'array', minItems: 8, uniqueItems: true, items: { type: 'string' } },
      kinds: { type: 'array', minItems: 3, maxItems: 3, uniqueItems: true, items: { enum: ['a', 'b', 'c'] } },
      mails: { type: 'array', minItems: 4, uniqueItems: true, items: { type: 'string', format: 'email' } },
      objects: {
        type: 'array',
        minItems: 3,
        uniqueItems: true,
        items: closed({ title: { type: 'string' } }),
      },
    }),
  },
  {
    title: 'tuples',
    schema: {
      type: 'array',
      prefixItems: [{ type: 'string' }, { type: 'integer' }],
      items: false,
      minItems: 2,
    },
  },
  { title: 'contains', schema: { type: 'array', contains: { const: 'x' }, minItems: 1 } },
  {
    title: 'lengths in characters, not in code units',
    schema: closed({
      short: { type: 'string', minLength: 3, maxLength: 3 },
      empty: { type: 'string', maxLength: 0 },
      long: { type: 'string', minLength: 2000 },
    }),
  },
  {
    title: 'patterns',
    schema: closed({
      code: { type: 'string', pattern: '^[A-Z]{3}-\\d{4}$' },
      hex: { type: 'string', pattern: '^(?:0x)?[0-9a-fA-F]+$', minLength: 6 },
      either: { type: 'string', pattern: '^(red|green|blue)( dark)?$' },
      slug: { type: 'string', pattern: '^[a-z0-9]+(?:-[a-z0-9]+)*$' },
      loose: { type: 'string', pattern: 'a.c' },
      not: { type: 'string', pattern: '^[^\\s@]+$' },
    }),
  },
  { title: 'maps', schema: { type: 'object', minProperties: 2, additionalProperties: { type: 'integer' } } },
  { title: 'required without a property', schema: { type: 'object', required: ['free', 'text'] } },
  {
    title: 'few properties',
    schema: { type: 'object', properties: { a: {}, b: {}, c: {} }, required: ['c'], maxProperties: 2 },
  },
  {
    title: 'names of the object prototype',
    schema: closed({
      constructor: { type: 'string' },
      toString: { type: 'integer' },
      hasOwnProperty: { type: 'boolean' },
    }),
  },
  {
    title: 'schemas without a type',
    schema: { properties: { list: { items: { minimum: 3 } }, text: { minLength: 2 }, any: {}, yes: true } },
  },
  {
    title: 'another dialect and an id',
    schema: {
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: { a: { type: 'string' } },
    },
  },
  { title: 'a scalar root', schema: { type: 'integer', minimum: 10, maximum: 12 } },
];
