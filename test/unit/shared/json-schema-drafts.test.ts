import { describe, test } from 'vitest';
import { expectJudged, type SchemaCase, THEN } from '../../support/schema-cases.ts';

const DRAFT_07 = { $schema: 'http://json-schema.org/draft-07/schema#' };
const json = (text: string): unknown => JSON.parse(text);

const BOTH: Readonly<Record<string, readonly SchemaCase[]>> = {
  'keywords say nothing of values of other types': [
    [{ minimum: 3 }, [3, 4, 'x', null, [], {}], [2.9]],
    [{ exclusiveMaximum: 3 }, [2.9, '4'], [3]],
    [{ maxLength: 2 }, ['ab', 100, '💶💶'], ['abc', '💶💶💶']],
    [{ minLength: 2 }, ['ab', 1, '💶💶'], ['a', '💶']],
    [{ pattern: '^a*$' }, ['', 'aa', 5, {}], ['ab']],
    [{ pattern: 'b' }, ['abc'], ['ac']],
    [{ required: ['a'] }, [{ a: 1 }, 'a', []], [{}]],
    [{ maxItems: 1 }, [[], [1], 'ab'], [[1, 2]]],
    [{ maxProperties: 0 }, [{}, [1]], [{ a: 1 }]],
    [{ minProperties: 1 }, [{ a: 1 }, ''], [{}]],
  ],
  'numbers are what they say, however they are written': [
    [{ type: 'integer' }, [1, 1.0, -0, 1e20], [1.5, '1', null]],
    [{ type: ['integer', 'null'] }, [2, null], [2.5, 'null']],
    [{ type: 'number' }, [1, 1.5], ['1', true]],
    [{ multipleOf: 0.01 }, [19.99, 0.07, 4, 1e-2], [0.075, 19.995]],
    [{ multipleOf: 0.0001 }, [0.0075], [0.00751]],
    [{ multipleOf: 2 }, [10, -4, 0], [7]],
    [{ type: 'integer', multipleOf: 0.123456789 }, [], [1e308]],
    [{ type: 'integer', multipleOf: 1e-8 }, [12391239123], []],
    [{ const: 1 }, [1, 1.0], [true, '1', [1]]],
    [{ enum: [0] }, [0, -0, 0.0], [false, [], '']],
  ],
  'values are compared by what they say': [
    [{ const: { a: [1, { b: null }] } }, [{ a: [1, { b: null }] }], [{ a: [1, {}] }, {}]],
    [{ const: false }, [false], [0, [false], null]],
    [{ enum: [[true], { k: false }] }, [[true], { k: false }], [[1], { k: 0 }, true]],
    [
      { uniqueItems: true },
      [
        [1, true, '1', [1], [true], { a: 1 }, { a: true }],
        [{ a: 1 }, { a: 2 }],
      ],
      [
        [1, 1.0],
        [[1], [1]],
        [
          { a: 1, b: 2 },
          { b: 2, a: 1 },
        ],
      ],
    ],
    [{ uniqueItems: false }, [[1, 1]], []],
  ],
  'names that every object of this language has are none of the value': [
    [
      { required: ['__proto__', 'toString', 'constructor'] },
      [json('{"__proto__":1,"toString":{},"constructor":2}')],
      [{}, { toString: 1 }],
    ],
    [
      json('{"properties":{"toString":{"required":["length"]},"constructor":{"type":"number"}}}') as Record<
        string,
        unknown
      >,
      [[], {}, json('{"__proto__":1}'), json('{"toString":{"length":1}}')],
      [json('{"toString":{}}'), json('{"constructor":"x"}')],
    ],
    [
      { additionalProperties: false, properties: { a: {} } },
      [{ a: 1 }, {}],
      [json('{"__proto__":1}'), json('{"constructor":1}')],
    ],
  ],
  'schemas are combined': [
    [{ allOf: [{ minimum: 2 }, { maximum: 4 }] }, [3], [1, 5]],
    [{ anyOf: [{ type: 'string' }, { minimum: 5 }] }, ['a', 5], [4]],
    [{ oneOf: [{ minimum: 2 }, { maximum: 4 }] }, [1, 5], [3]],
    [{ oneOf: [true, false, false] }, ['x'], []],
    [{ oneOf: [true, true] }, [], ['x']],
    [{ not: { type: 'integer' } }, ['a', 1.5], [1]],
    [{ not: {} }, [], [1, null]],
    [{ if: { minimum: 0 }, [THEN]: { multipleOf: 2 }, else: { maximum: -10 } }, [4, -20, 'x'], [3, -5]],
    [{ if: { minimum: 0 } }, [1, -1], []],
    [{ [THEN]: { const: 0 } }, [5], []],
    [{ if: true, [THEN]: { const: 1 }, else: { const: 2 } }, [1], [2]],
  ],
  'members are held to theirs': [
    [
      {
        properties: { a: { type: 'string' }, b: false },
        patternProperties: { '^v': { type: 'integer' }, x$: { minimum: 3 } },
        additionalProperties: { type: 'boolean' },
      },
      [{ a: 'x', v: 1, c: true }, { vx: 4 }, [], {}],
      [{ a: 1 }, { b: 1 }, { v: 'x' }, { vx: 2 }, { c: 0 }],
    ],
    [{ propertyNames: { maxLength: 2 } }, [{ ab: 1 }, {}], [{ abc: 1 }]],
    [{ propertyNames: false }, [{}], [{ a: 1 }]],
    [
      { properties: { 'a\nb"c\\d~/%': { type: 'number' } } },
      [{ 'a\nb"c\\d~/%': 1 }],
      [{ 'a\nb"c\\d~/%': '1' }],
    ],
    [{ contains: { minimum: 5 } }, [[1, 6], 'x'], [[], [1, 2]]],
    [{ contains: false }, ['x'], [[], [1]]],
    [{ properties: { n: { default: 'no number', type: 'integer' } } }, [{}, { n: 1 }], [{ n: 'x' }]],
  ],
  'references lead within the schema': [
    [
      { properties: { next: { $ref: '#' } }, additionalProperties: false },
      [{ next: { next: {} } }],
      [{ next: { x: 1 } }],
    ],
    [
      {
        definitions: { 'a~b/c%d"e': { type: 'integer' } },
        properties: { x: { $ref: '#/definitions/a~0b~1c%25d%22e' } },
      },
      [{ x: 1 }],
      [{ x: 'a' }],
    ],
    [{ properties: { $ref: { type: 'string' } } }, [{ $ref: 'a' }], [{ $ref: 2 }]],
    [
      { properties: { $ref: { $ref: '#/definitions/text' } }, definitions: { text: { type: 'string' } } },
      [{ $ref: 'a' }],
      [{ $ref: 2 }],
    ],
    [{ properties: { x: { $ref: '#/definitions/no' } }, definitions: { no: false } }, [{}], [{ x: 1 }]],
    [
      {
        definitions: { a: { $ref: '#/definitions/b' }, b: { type: 'null' } },
        properties: { x: { $ref: '#/definitions/a' } },
      },
      [{ x: null }],
      [{ x: 1 }],
    ],
    [
      {
        definitions: { i: { type: 'integer' } },
        allOf: [
          { properties: { f: { $ref: '#/definitions/i' } } },
          { additionalProperties: { $ref: '#/definitions/i' } },
        ],
      },
      [{ f: 1 }],
      [{ f: 'x' }],
    ],
    [{ properties: { a: { minimum: 2 }, b: { $ref: '#/properties/a' } } }, [{ b: 3 }], [{ b: 1 }]],
  ],
  'what only tells of a value refuses none': [
    [{ format: 'email' }, ['no address', 5], []],
    [{ format: 'colour' }, ['x'], []],
    [{ contentEncoding: 'base64', contentMediaType: 'application/json' }, ['{:}', '%'], []],
    [
      {
        title: 't',
        description: 'd',
        $comment: 'c',
        examples: [1],
        readOnly: true,
        default: 3,
        'x-mine': {},
      },
      [{}, 1],
      [],
    ],
  ],
};

describe.each([
  ['2020-12', {}],
  ['2020-12 by name', { $schema: 'https://json-schema.org/draft/2020-12/schema' }],
  ['draft-07', DRAFT_07],
  ['draft-07 without the hash', { $schema: 'http://json-schema.org/draft-07/schema' }],
])('in %s', (_name, draft) => {
  test.each(Object.entries(BOTH))('%s', (_what, cases) => {
    for (const one of cases) expectJudged(draft, one);
  });
});
