import { test } from 'vitest';
import { expectJudged, type SchemaCase } from '../../support/schema-cases.ts';

const DRAFT_07 = { $schema: 'http://json-schema.org/draft-07/schema#' };

const OF_DRAFT_07: readonly SchemaCase[] = [
  [{ items: [{ type: 'integer' }, { type: 'string' }] }, [[1, 'a', null], [1], []], [['a']]],
  [{ items: [{}], additionalItems: { type: 'integer' } }, [['a', 1]], [['a', 'b']]],
  [{ items: {}, additionalItems: false }, [[1, 2]], []],
  [{ additionalItems: false }, [[1, 2]], []],
  [
    { dependencies: { a: ['b'], c: { required: ['d'] }, e: true, f: false, g: [] } },
    [{ b: 1 }, { a: 1, b: 1 }, { c: 1, d: 1 }, { e: 1 }, { g: 1 }],
    [{ a: 1 }, { c: 1 }, { f: 1 }],
  ],
  // Beside a reference draft-07 reads nothing, not even what it would not know.
  [
    {
      definitions: { a: { type: 'array' } },
      properties: { x: { $ref: '#/definitions/a', maxItems: 1, unknown: 1 } },
    },
    [{ x: [1, 2] }],
    [{ x: 'a' }],
  ],
];

test.each(OF_DRAFT_07)('draft-07: %j', (...one) => expectJudged(DRAFT_07, one));
