import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileSchema } from '../../../shared/catalog/json-schema.ts';

const A_MILLION = 1_000_000;
const matches = (schema: Record<string, unknown>, value: unknown) =>
  compileSchema(schema)(value).length === 0;

describe('a pattern', () => {
  // Each of these keeps a backtracking engine busy for hours.
  test.each([
    ['^(a+)+$', 'a'.repeat(A_MILLION)],
    ['^(\\w+\\s?)*$', 'ab '.repeat(A_MILLION / 3)],
    ['^([a-zA-Z]+)*$', 'a'.repeat(A_MILLION)],
    ['^(a|aa)+$', 'a'.repeat(A_MILLION)],
    ['^(.*a){12}$', 'a'.repeat(A_MILLION)],
  ])('%s is matched to its end, whatever the text', (pattern, text) => {
    expect(matches({ type: 'string', pattern }, text)).toBe(true);
    expect(matches({ type: 'string', pattern }, `${text}!`)).toBe(false);
  });

  test('of names of properties is matched likewise', () => {
    const schema = { type: 'object', patternProperties: { '^(a+)+$': { type: 'integer' } } };
    expect(matches(schema, { [`${'a'.repeat(50)}!`]: 'x' })).toBe(true);
    expect(matches(schema, { aaa: 'x' })).toBe(false);
  });

  test('means what it means elsewhere', () => {
    const patterns = [
      '^[a-z]{2,3}$',
      '\\d-\\d',
      '^\\p{Lu}',
      '(?<y>ab|c)+$',
      '^[^\\d_-]*$',
      '\\/x',
      '^\\u0041?$',
      'b\\b',
    ];
    const compiled = patterns.map((pattern) => ({
      pattern,
      check: compileSchema({ type: 'string', pattern }),
    }));
    const text = fc
      .array(fc.constantFrom(...'ab1-_/xÀAz é😀'), { maxLength: 6 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.constantFrom(...compiled), text, ({ pattern, check }, value) => {
        expect(check(value).length === 0).toBe(new RegExp(pattern, 'u').test(value));
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['(?=.*\\d).{8,}', /ahead or back/],
    ['(?<!a)b', /ahead or back/],
    ['(a)\\1', /refer to groups/],
    ['a{2000}', /1000 times/],
    ['a{900}b{900}c{900}d{900}e{900}f{900}', /too long/],
    ['(', /Unterminated group/],
    ['(?i)a', /Invalid group/],
  ])('%s is refused with its schema', (pattern, says) => {
    const schema = { type: 'string', pattern };
    expect(() => compileSchema(schema, 'input_schema')).toThrow(says);
  });
});

describe('unique items', () => {
  const schema = { type: 'array', uniqueItems: true };

  test('are told apart by what they say, in whatever order', () => {
    expect(matches(schema, [1, '1', [1], { a: 1 }, { a: '1' }, null, 'null'])).toBe(true);
    expect(
      compileSchema(schema)([
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ]),
    ).toEqual([{ path: '', message: 'must NOT have duplicate items' }]);
    expect(matches({ type: 'array', uniqueItems: false }, [1, 1])).toBe(true);
  });

  test('may be many', () => {
    const many = Array.from({ length: 100_000 }, (_, n) => ({ n }));
    expect(matches(schema, many)).toBe(true);
    expect(matches(schema, [...many, { n: 0 }])).toBe(false);
  });
});

describe('a format', () => {
  test('tells of a value and no more, whatever it is', () => {
    expect(matches({ type: 'string', format: 'uri' }, 'nowhere')).toBe(true);
    expect(matches({ type: 'string', format: 'colour' }, 'nowhere')).toBe(true);
  });

  test('is checked where that is asked for, and then must be one of JSON Schema', () => {
    expect(() => compileSchema({ type: 'string', format: 'url' }, '', true)).toThrow(/url/);
    const check = compileSchema({ type: 'string', format: 'uri' }, '', true);
    expect(check('https://example.com/a')).toEqual([]);
    expect(check('nowhere')).toEqual([{ path: '', message: expect.stringContaining('uri') }]);
  });
});

describe('a schema that refers to itself', () => {
  const of = { type: 'array', items: { $ref: '#/$defs/rule' } };
  const joined = (op: string) => ({
    ...{ type: 'object', additionalProperties: false, required: ['of', 'op'] },
    properties: { of, op: { const: op } },
  });
  const rules = compileSchema({
    $ref: '#/$defs/rule',
    $defs: {
      rule: {
        anyOf: [
          joined('and'),
          joined('or'),
          { type: 'object', required: ['field'], properties: { field: {} } },
        ],
      },
    },
  });
  const nested = (levels: number, leaf: unknown): unknown =>
    levels === 0 ? leaf : { of: [nested(levels - 1, leaf)], op: 'and' };

  test('takes values of its many levels', () => {
    expect(rules(nested(100, { field: 'a' }))).toEqual([]);
    expect(rules(nested(5, { none: 'a' }))).not.toEqual([]);
  });

  test('refuses a value with which it would not come to an end', () => {
    // Each level that fails is tried twice: 2^24 evaluations for half a kilobyte.
    expect(rules(nested(24, { none: 'a' }))).toEqual([
      { path: '', message: expect.stringMatching(/cannot be checked: .*250000 steps/) },
    ]);
    expect(rules(nested(24, { field: 'a' }))).toEqual([]);
  });

  test('is refused itself where it never would', () => {
    const levels = Array.from({ length: 30 }, (_, i) => {
      const below = { $ref: `#/$defs/a${i - 1}` };
      return [`a${i}`, i === 0 ? { type: 'object' } : { allOf: [below, below] }];
    });
    const doubling = { $ref: '#/$defs/a29', $defs: Object.fromEntries(levels) };
    expect(() => compileSchema(doubling, 'input_schema')).toThrow(/^input_schema: .*250000 steps/);
  });
});

test('long texts that are held to a pattern again and again are steps as well', () => {
  const text = { type: 'string', pattern: '^a+$' };
  const check = compileSchema({
    $defs: { text },
    allOf: Array.from({ length: 30 }, () => ({ $ref: '#/$defs/text' })),
  });
  expect(check('a'.repeat(100_000))).toEqual([]);
  expect(check('a'.repeat(A_MILLION))).toMatchObject([{ message: expect.stringMatching(/steps/) }]);
});

test('a large value of an ordinary schema is checked to its end', () => {
  const schema = { type: 'array', items: { type: 'integer' } };
  const many = Array.from({ length: 200_000 }, (_, n) => n);
  expect(matches(schema, many)).toBe(true);
  expect(matches(schema, [...many, 'x'])).toBe(false);
});

test('what no alternative has evaluated is known, whichever of them match', () => {
  const a = { type: 'object', properties: { a: {} }, required: ['a'] };
  const b = { type: 'object', properties: { b: {} }, required: ['b'] };
  const schema = { type: 'object', anyOf: [a, b], unevaluatedProperties: false };
  expect(matches(schema, { a: 1, b: 1 })).toBe(true);
  expect(matches(schema, { a: 1, b: 1, c: 1 })).toBe(false);
});
