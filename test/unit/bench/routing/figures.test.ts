import { describe, expect, test } from 'vitest';
import { compare } from '../../../bench/routing/compare.ts';
import { figuresOf } from '../../../bench/routing/figures.ts';
import { type Part, partOf } from '../../../bench/routing/part.ts';
import type { Outcome } from '../../../bench/routing/replay.ts';
import { reportPart } from '../../../bench/routing/report.ts';
import { isHeldOut } from '../../../bench/routing/split.ts';

const complaints = ['a', 'b', 'c', 'd'].map((product, at) => ({
  ...{ id: at, narrative: `about ${product}`, product },
  answers: {},
}));

/** Outcomes of one letter for each answer, `-` for one that is no product; all from one model at one price. */
const outcomes = (answers: string, costMicroUsd: number, model = 'm'): Outcome[] =>
  [...answers].map((answer, at) => ({
    ...(answer !== '-' && { product: answer }),
    ...{ model, costMicroUsd, seconds: at + 1 },
  }));

describe('figures', () => {
  test('count what is right, invalid answers as wrong, and the cost of both', () => {
    expect(figuresOf(complaints, outcomes('ab-x', 25))).toMatchObject({
      ...{ accuracy: 0.5, invalid: 1, costOf1000: 0.025, p50Seconds: 3, p95Seconds: 4 },
    });
  });

  test('of two, paired, are their difference, what each won, and the part of the cost', () => {
    expect(compare(complaints, outcomes('abcx', 10), outcomes('xbxd', 40))).toMatchObject({
      ...{ difference: 0.25, won: 2, lost: 1, p: 1, costRatio: 0.25 },
    });
    const { low, high } = compare(complaints, outcomes('abcx', 10), outcomes('xbxd', 40)).interval;
    expect(low).toBe(-0.5);
    expect(high).toBe(1);
  });
});

describe('the report of some complaints', () => {
  const whole: Part = {
    title: 'all',
    complaints,
    outcomes: new Map([
      ['good', outcomes('abcx', 100)],
      ['dear', outcomes('abcx', 200)],
      ['poor', outcomes('axxx', 1)],
      ['route', [...outcomes('ab', 2, 'poor'), ...outcomes('xd', 102, 'good')]],
    ]),
  };
  const arm = (name: string, members: string[] = []) => ({ name, request: { task: 't' }, members });
  const report = (part: Part) =>
    reportPart(
      part,
      ['poor', 'dear', 'good'].map((name) => arm(name)),
      [arm('route', ['poor'])],
      'route',
    );

  test('holds the route against every model, the best first and of equal ones the cheapest', () => {
    const { comparisons } = report(whole);
    expect(comparisons.map(({ model }) => model)).toEqual(['good', 'dear', 'poor']);
    expect(comparisons[0]).toMatchObject({ difference: 0, won: 1, lost: 1 });
    expect(comparisons[0]?.costRatio).toBeCloseTo(0.52, 10);
  });

  test('says how often a cascade went up', () => {
    expect(report(whole).arms.find(({ name }) => name === 'route')?.wentUp).toBe(0.5);
    expect(report(whole).arms.find(({ name }) => name === 'good')?.wentUp).toBeUndefined();
  });

  test('of a part reads the outcomes of that part', () => {
    const last = report(partOf(whole, 'last', ({ id }) => Number(id) >= 2));
    expect(last).toMatchObject({ title: 'last', complaints: 2 });
    expect(last.arms.find(({ name }) => name === 'route')).toMatchObject({ accuracy: 0.5, wentUp: 1 });
  });
});

test('about half of all complaints are held out, whatever else is in the file', () => {
  const ids = Array.from({ length: 1_000 }, (_, id) => ({ id }));
  const held = ids.filter(isHeldOut).length;
  expect(held).toBeGreaterThan(450);
  expect(held).toBeLessThan(550);
  expect(isHeldOut({ id: '7' })).toBe(isHeldOut({ id: 7 }));
});
