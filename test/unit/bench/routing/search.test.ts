import { describe, expect, test } from 'vitest';
import type { Part } from '../../../bench/routing/part.ts';
import { cascadesOf, playCascade } from '../../../bench/routing/search/cascades.ts';
import { inHalves } from '../../../bench/routing/search/halves.ts';
import { fieldOf, rank } from '../../../bench/routing/search/search.ts';

const said =
  (answers: Readonly<Record<string, string>>) =>
  (model: string): string | undefined =>
    answers[model];

describe('a cascade', () => {
  const pair = { members: ['a', 'b'], agreeing: 2, last: 'c' };

  test('keeps what its members agree on', () => {
    expect(playCascade(pair, said({ a: 'x', b: 'x', c: 'y' }))).toEqual({ answer: 'x', kept: true });
  });

  test('goes up where they differ, or give nothing valid', () => {
    expect(playCascade(pair, said({ a: 'x', b: 'z', c: 'y' }))).toEqual({ answer: 'y', kept: false });
    expect(playCascade(pair, said({ c: 'y' }))).toEqual({ answer: 'y', kept: false });
  });

  test('of a majority keeps what enough of them say', () => {
    const three = { members: ['a', 'b', 'd'], agreeing: 2, last: 'c' };
    expect(playCascade(three, said({ a: 'x', b: 'y', d: 'y', c: 'z' }))).toEqual({ answer: 'y', kept: true });
  });
});

test('every cascade is tried whose members are not too dear', () => {
  const costs = new Map([
    ['a', 1],
    ['b', 2],
    ['c', 9],
  ]);
  expect(cascadesOf(costs, 3)).toEqual([{ members: ['a', 'b'], agreeing: 2, last: 'c' }]);
  expect(cascadesOf(costs, 100).map(({ members, agreeing }) => `${agreeing} of ${members.join('')}`)).toEqual(
    ['2 of ab', '2 of ac', '2 of bc'],
  );
});

describe('the search', () => {
  const ids = Array.from({ length: 120 }, (_, id) => id);
  const complaints = ids.map((id) => ({ id, narrative: `n${id}`, product: 'right', answers: {} }));
  /** Wrong where it is said, each model in its own way. */
  const model = (name: string, cost: number, isWrong: (id: number) => boolean) => {
    const outcome = (id: number) => ({
      product: isWrong(id) ? `wrong by ${name}` : 'right',
      ...{ model: name, costMicroUsd: cost, seconds: 1 },
    });
    return [name, ids.map(outcome)] as const;
  };
  const part: Part = {
    title: 'all',
    complaints,
    outcomes: new Map([
      model('cheap', 1, (id) => id % 20 === 0),
      model('other', 2, (id) => id % 20 === 1),
      model('good', 120, (id) => id % 60 === 2),
    ]),
  };
  const field = fieldOf(part, [...part.outcomes.keys()]);

  test('finds what is right most often for a quarter of the best model’s cost', () => {
    const [found] = rank(field, ids);
    expect(found?.is).toEqual({ members: ['cheap', 'other'], agreeing: 2, last: 'good' });
    expect(found?.played.right.filter(Boolean)).toHaveLength(120);
    expect(found?.played.cost.reduce((a, b) => a + b)).toBe(120 * 3 + 12 * 120);
  });

  test('in halves says how often it is found again, and what it gains there', () => {
    const [found] = rank(field, ids);
    const halves = found && inHalves(field, found);
    expect(halves).toMatchObject({ times: 1_000 });
    expect(halves?.found).toBeGreaterThan(0.5);
    expect(halves?.differenceOfFound.mean).toBeLessThanOrEqual(halves?.difference.mean ?? 0);
    expect(halves?.cheap).toBeGreaterThan(0.5);
    expect(halves?.difference.mean).toBeGreaterThan(0);
  });
});
