import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../simulator/protocol/json.ts';
import { createInstanceMaker } from '../../../simulator/schema/make-instance.ts';
import { schemaCases } from './support/schema-cases.ts';

const makeInstance = createInstanceMaker();
const texts = [
  'I was charged twice, refund me now!',
  '',
  '🚀🚀🚀 ünïcödé "quoted" \\ text\n\nwith lines',
  'x'.repeat(5000),
  'name: Ann\nrating: 99\ncategory: none of them\n{"broken": ',
];

const ajv = new Ajv2020({ strict: false, logger: false });
formats.default(ajv);

/** Checks values of one schema by a validator of the test's own. */
function createCheck({ $schema: _, ...schema }: JsonObject) {
  const validate = ajv.compile(schema);
  return (value: unknown) =>
    validate(value) ? 'valid' : `${ajv.errorsText(validate.errors)} in ${JSON.stringify(value)}`;
}

/** Schemas of three levels at most, all of which have an instance. */
const anySchema = fc.letrec<{ schema: JsonObject }>((tie) => {
  const range = fc
    .tuple(fc.integer({ min: -50, max: 50 }), fc.nat(40))
    .map(([from, width]) => [from, from + width] as const);
  const lengths = fc.tuple(fc.nat(30), fc.nat(30)).map(([from, width]) => [from, from + width] as const);
  const items = fc.tuple(fc.nat(3), fc.nat(3)).map(([from, width]) => [from, from + width] as const);
  const names = fc.constantFrom(
    'category',
    'urgency',
    'summary',
    'reply',
    'score',
    'email',
    'tags',
    'total',
    'is_urgent',
    'a b',
  );
  const leaf: fc.Arbitrary<JsonObject> = fc.oneof(
    range.map(([minimum, maximum]) => ({ type: 'integer', minimum, maximum })),
    range.map(([minimum, maximum]) => ({ type: 'number', exclusiveMinimum: minimum, maximum: maximum + 1 })),
    lengths.map(([minLength, maxLength]) => ({ type: 'string', minLength, maxLength })),
    fc
      .uniqueArray(fc.oneof(fc.string(), fc.integer(), fc.constant(null)), { minLength: 1, maxLength: 5 })
      .map((options) => ({ enum: options })),
    fc.jsonValue({ maxDepth: 2 }).map((value) => ({ const: value })),
    fc.constantFrom('boolean', 'null', 'string', 'number').map((type) => ({ type })),
    fc
      .constantFrom('date', 'date-time', 'email', 'uri', 'uuid', 'time', 'ipv4', 'hostname')
      .map((format) => ({ type: 'string', format })),
  );
  return {
    schema: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf,
      fc
        .tuple(items, tie('schema'))
        .map(([[minItems, maxItems], item]) => ({ type: 'array', minItems, maxItems, items: item })),
      fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
      fc
        .tuple(fc.dictionary(names, tie('schema'), { maxKeys: 4 }), fc.boolean())
        .map(([properties, closed]) => ({
          type: 'object',
          properties,
          required: Object.keys(properties).filter((_, index) => index % 2 === 0),
          ...(closed && { additionalProperties: false }),
        })),
    ),
  };
}).schema;

describe('an instance made for a schema', () => {
  it.each(schemaCases)('is valid: $title', ({ schema }) => {
    const check = createCheck(schema);
    for (const text of texts)
      for (const seed of [0, 1, 99]) expect(check(makeInstance(schema, text, seed))).toBe('valid');
  });

  it('is valid for any schema that has one', () => {
    fc.assert(
      fc.property(anySchema, fc.constantFrom(...texts), fc.nat(), (schema, text, seed) => {
        expect(createCheck(schema)(makeInstance(schema, text, seed))).toBe('valid');
      }),
      { numRuns: 150 },
    );
  });

  it('is the same for the same schema, text and seed', () => {
    const makeAgain = createInstanceMaker();
    for (const { schema } of schemaCases) {
      expect(makeInstance(schema, 'same', 3)).toEqual(makeAgain(schema, 'same', 3));
    }
  });

  it('differs by seed where the text says nothing', () => {
    const schema = { type: 'object', properties: { x: { type: 'integer', minimum: 0, maximum: 1_000_000 } } };
    expect(makeInstance(schema, 'same', 1)).not.toEqual(makeInstance(schema, 'same', 2));
  });

  it.each([
    [{ type: 'nothing' }],
    [{ type: 'string', minLength: 5, maxLength: 2 }],
    [{ enum: [] }],
    [{ $ref: '#/$defs/missing' }],
    [{ $ref: 'https://example.com/schema' }],
    [{ type: 'object', properties: { self: { $ref: '#' } }, required: ['self'] }],
    [{ type: 'array', minItems: 1e9, items: { type: 'string' } }],
    [
      {
        type: 'array',
        minItems: 900,
        items: { type: 'array', minItems: 900, items: { type: 'array', minItems: 900 } },
      },
    ],
    [{ type: 'string', minLength: 1e12 }],
    [{ type: 'string', pattern: '(?=x)y' }],
    [{ type: 'string', pattern: '(((((' }],
    [{ not: {} }],
  ])('is refused for %j', (schema) => {
    expect(() => makeInstance(schema, 'text', 0)).toThrow(
      expect.objectContaining({ name: 'UnfillableSchema' }),
    );
  });

  it('is refused for a schema too deep to read', () => {
    let schema: JsonObject = { type: 'string' };
    for (let depth = 0; depth < 20_000; depth += 1) schema = { type: 'array', items: schema };
    expect(() => makeInstance(schema, 'text', 0)).toThrow(
      expect.objectContaining({ name: 'UnfillableSchema' }),
    );
  });
});
