import { test } from 'vitest';
import { expectJudged, type SchemaCase, THEN } from '../../support/schema-cases.ts';

const OF_2020: readonly SchemaCase[] = [
  [
    { prefixItems: [{ type: 'integer' }, { type: 'string' }] },
    [[1, 'a', null], [1], [], {}],
    [['a'], [1, 2]],
  ],
  [{ prefixItems: [{}, {}], items: false }, [[1, 2], [1]], [[1, 2, 3]]],
  [{ items: { type: 'integer' } }, [[1, 2], {}], [[1, 'a']]],
  [{ items: false }, [[]], [[1]]],
  [
    { contains: { const: 1 }, minContains: 2, maxContains: 3 },
    [
      [1, 1],
      [1, 1, 1, 2],
    ],
    [[1], [1, 1, 1, 1]],
  ],
  [{ contains: { const: 1 }, minContains: 0 }, [[], [2]], []],
  [{ minContains: 2, maxContains: 1 }, [[], [1, 1, 1]], []],
  [{ dependentRequired: { a: ['b'] } }, [{ b: 1 }, { a: 1, b: 1 }, 'a'], [{ a: 1 }]],
  [
    { dependentSchemas: { a: { properties: { b: { type: 'integer' } } }, c: false } },
    [{ b: 'x' }, { a: 1, b: 2 }],
    [{ a: 1, b: 'x' }, { c: 1 }],
  ],
  [{ $ref: '#/$defs/a', maxItems: 2, $defs: { a: { type: 'array' } } }, [[1]], [[1, 2, 3], 'x']],
  [
    { $defs: { a: { $anchor: 'here', type: 'integer' } }, properties: { x: { $ref: '#here' } } },
    [{ x: 1 }],
    [{ x: 'a' }],
  ],
  [
    { properties: { a: {} }, allOf: [{ properties: { b: {} } }], unevaluatedProperties: false },
    [{ a: 1, b: 1 }],
    [{ c: 1 }],
  ],
  [{ properties: { a: {} }, unevaluatedProperties: { type: 'integer' } }, [{ a: 'x', b: 1 }], [{ b: 'x' }]],
  [
    {
      anyOf: [
        { properties: { a: { const: 1 } }, required: ['a'] },
        { properties: { b: { const: 1 } }, required: ['b'] },
      ],
      unevaluatedProperties: false,
    },
    [{ a: 1 }, { b: 1 }, { a: 1, b: 1 }],
    [
      { a: 1, b: 2 },
      { a: 1, c: 1 },
    ],
  ],
  [
    {
      if: { properties: { k: { const: 'a' } }, required: ['k'] },
      [THEN]: { properties: { x: {} } },
      else: { properties: { y: {} } },
      unevaluatedProperties: false,
    },
    [{ k: 'a', x: 1 }, { y: 1 }],
    [{ k: 'a', y: 1 }, { k: 'b', y: 1 }, { x: 1 }],
  ],
  [
    {
      if: { properties: { a: { const: 1 } }, required: ['a'] },
      else: { properties: { b: {} } },
      unevaluatedProperties: false,
    },
    [{ a: 1 }, { b: 1 }, {}],
    [{ a: 2 }, { a: 1, b: 1 }, { c: 1 }],
  ],
  [
    {
      if: { properties: { a: { const: 1 } }, required: ['a'] },
      [THEN]: { properties: { b: {} } },
      unevaluatedProperties: false,
    },
    [{ a: 1, b: 2 }, {}],
    [{ a: 2 }, { b: 1 }, { a: 1, c: 1 }],
  ],
  [
    { not: { anyOf: [true, { properties: { foo: true } }], unevaluatedProperties: false } },
    [{ bar: 1 }],
    [{ foo: 1 }],
  ],
  [
    {
      dependentSchemas: { a: { properties: { b: {} } } },
      properties: { a: {} },
      unevaluatedProperties: false,
    },
    [{ a: 1, b: 1 }, {}],
    [{ b: 1 }],
  ],
  [
    { $ref: '#/$defs/x', unevaluatedProperties: false, $defs: { x: { properties: { a: {} } } } },
    [{ a: 1 }],
    [{ b: 1 }],
  ],
  [{ allOf: [{ unevaluatedProperties: false }], properties: { a: {} } }, [{}], [{ a: 1 }]],
  [
    { properties: { a: { properties: { b: {} } } }, unevaluatedProperties: false },
    [{ a: { c: 1 } }],
    [{ b: 1 }],
  ],
  [{ additionalProperties: true, unevaluatedProperties: false }, [{ x: 1 }], []],
  [{ prefixItems: [{}], unevaluatedItems: false }, [[1], 'x'], [[1, 2]]],
  [
    { allOf: [{ prefixItems: [{}, {}] }], prefixItems: [{}], unevaluatedItems: { type: 'string' } },
    [[1, 2, 'x']],
    [[1, 2, 3]],
  ],
  [{ items: { type: 'integer' }, unevaluatedItems: false }, [[1, 2]], [['x']]],
  [
    {
      anyOf: [{ prefixItems: [{}, { const: 1 }] }, { prefixItems: [{}, {}, { const: 2 }] }],
      prefixItems: [{}],
      unevaluatedItems: false,
    },
    [
      [0, 1],
      [0, 9, 2],
    ],
    [[0, 1, 5]],
  ],
  [{ propertyNames: { pattern: '^f' }, unevaluatedProperties: false }, [{}], [{ f: 1 }]],
  [
    {
      oneOf: [
        { properties: { a: { const: 1 } }, required: ['a'] },
        { properties: { b: { const: 1 } }, required: ['b'] },
      ],
      ...{ patternProperties: { '^x': {} }, properties: { c: {} }, unevaluatedProperties: false },
    },
    [{ a: 1 }, { b: 1, x1: 0 }, { a: 1, c: 0 }],
    [{ a: 1, b: 1 }, { a: 1, b: 2 }, { b: 1, d: 0 }, { x: 1 }],
  ],
  [
    {
      dependentSchemas: {
        a: { properties: { b: { const: 1 } } },
        c: { additionalProperties: { type: 'integer' } },
      },
      ...{ properties: { a: {}, c: { type: 'integer' } }, unevaluatedProperties: false },
    },
    [{ a: 1, b: 1 }, { c: 1, z: 1 }, {}],
    [{ b: 1 }, { a: 1, z: 1 }, { c: 1, z: 'x' }],
  ],
  [
    {
      anyOf: [{ prefixItems: [{ const: 1 }] }, { prefixItems: [{ const: 2 }, {}] }],
      unevaluatedItems: false,
    },
    [[1], [2, 9], []],
    [[1, 9], [2, 9, 9], [3]],
  ],
  [
    {
      properties: {
        deep: {
          anyOf: [{ required: ['a'], properties: { a: {} } }, { properties: { b: {} } }],
          unevaluatedProperties: false,
        },
      },
      unevaluatedProperties: false,
    },
    [{ deep: { a: 1 } }, { deep: { b: 1 } }, { deep: { a: 1, b: 1 } }],
    [{ deep: { c: 1 } }, { other: 1 }],
  ],
  [
    {
      allOf: [{ $ref: '#/$defs/a' }, { patternProperties: { '^b': {} } }],
      unevaluatedProperties: false,
      $defs: { a: { properties: { a: {} } } },
    },
    [{ a: 1, b1: 1 }],
    [{ c: 1 }],
  ],
];

test.each(OF_2020)('2020-12: %j', (...one) => expectJudged({}, one));
