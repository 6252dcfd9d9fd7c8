import { describe, expect, test } from 'vitest';
import { estimateNeed } from '../../../shared/routing/estimate-need.ts';
import { routeSchema } from '../../../shared/routing/route.ts';

const route = {
  name: 'cheap-first',
  mode: 'ordered',
  candidates: [{ model: 'small' }, { model: 'large' }],
};

/** What makes a cascade of it that asks two side by side. */
const members = {
  ...{ mode: 'cascade', agreement: 2 },
  candidates: [{ model: 'tiny' }, ...route.candidates],
};

/** The faults of a definition: path and words. */
function faultsOf(more: Record<string, unknown>): string[] {
  const { error } = routeSchema.safeParse({ ...route, ...more });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

test('a route that makes sense is taken', () => {
  const weights = [
    { model: 'small', weight: 33.3 },
    { model: 'large', weight: 66.7 },
  ];
  expect(faultsOf({})).toEqual([]);
  expect(faultsOf({ mode: 'weighted', candidates: weights })).toEqual([]);
  const three = [...route.candidates, { model: 'other', when: { complexity: ['high'] } }];
  expect(faultsOf({ mode: 'cascade', candidates: three, min_confidence: 0.7, agreement: 2 })).toEqual([]);
});

test.each([
  ['no candidates', { candidates: [] }, 'candidates: a route needs at least one candidate'],
  [
    'the same model twice',
    { candidates: [{ model: 'small' }, { model: 'large' }, { model: 'small' }] },
    'candidates.2.model: small is a candidate twice',
  ],
  [
    'weights that do not add up',
    {
      mode: 'weighted',
      candidates: [
        { model: 'small', weight: 60 },
        { model: 'large', weight: 50 },
      ],
    },
    'candidates: the weights add up to 110, not to 100',
  ],
  [
    'a missing weight',
    { mode: 'weighted', candidates: [{ model: 'small', weight: 100 }, { model: 'large' }] },
    'candidates.1.weight: every candidate needs a weight in the mode weighted',
  ],
  [
    'a weight that nobody reads',
    { candidates: [{ model: 'small', weight: 100 }] },
    'candidates.0.weight: means nothing in the mode ordered',
  ],
  [
    'a cascade that cannot go up',
    { mode: 'cascade', agreement: 2 },
    'candidates: a cascade needs a candidate to go up to',
  ],
  ['the settings of another mode', { agreement: 2 }, 'agreement: means nothing in the mode ordered'],
  [
    'a confidence that nothing measures',
    { mode: 'cascade', min_confidence: 0.5 },
    'min_confidence: means nothing without agreement',
  ],
  [
    'parts that nobody compares',
    { mode: 'cascade', agree_on: ['/a'] },
    'agree_on: means nothing without agreement',
  ],
])('%s: refused with its path', (_name, more, fault) => {
  expect(faultsOf(more)).toEqual([fault]);
});

test.each([
  ['an unknown mode', { mode: 'random' }, 'mode'],
  ['an unknown field', { fallback: [] }, ''],
  ['an unknown rule', { candidates: [{ model: 'small', when: { weather: ['fine'] } }] }, 'candidates.0.when'],
  ['a ceiling of nothing', { max_cost_micro_usd: 0 }, 'max_cost_micro_usd'],
  ['a pointer without a slash', { ...members, agree_on: ['category'] }, 'agree_on.0'],
  ['a pointer with a stray tilde', { ...members, agree_on: ['/a~2'] }, 'agree_on.0'],
  ['a pointer to everything', { ...members, agree_on: [''] }, 'agree_on.0'],
])('%s: refused', (_name, more, path) => {
  expect(faultsOf(more).map((fault) => fault.split(':')[0])).toEqual([path]);
});

describe('what a job needs', () => {
  test('grows with its size', () => {
    expect(estimateNeed({ text: 'word '.repeat(100), parameters: {} })).toEqual({
      ...{ inputTokens: 125, outputTokens: 1_024, contextTokens: 1_149, complexity: 'low' },
      ...{ jsonSchema: false, tools: false, vision: false },
    });
    const sizes = [1_000, 4_000, 40_000].map((size) => 'x'.repeat(size));
    const complexities = sizes.map((text) => estimateNeed({ text, parameters: {} }).complexity);
    expect(complexities).toEqual(['low', 'medium', 'high']);
    expect(estimateNeed({ text: '数'.repeat(400), parameters: {} }).inputTokens).toBe(300);
  });

  test('is what its parameters, its schema and its tools say', () => {
    const property = { type: 'object', properties: { a: {}, b: {}, c: {}, d: {} } };
    const outputSchema = { type: 'object', properties: { one: property, two: property } };
    expect(estimateNeed({ text: '', parameters: { max_output_tokens: 3_000 } })).toMatchObject({
      ...{ outputTokens: 3_000, complexity: 'medium' },
    });
    expect(estimateNeed({ text: '', parameters: {}, outputSchema })).toMatchObject({
      ...{ jsonSchema: true, complexity: 'medium' },
    });
    expect(estimateNeed({ text: '', parameters: {}, outputSchema, tools: true }).complexity).toBe('high');
    expect(estimateNeed({ text: '', parameters: { reasoning_effort: 'high' } }).complexity).toBe('high');
  });
});
