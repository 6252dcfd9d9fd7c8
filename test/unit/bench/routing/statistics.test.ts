import { describe, expect, test } from 'vitest';
import { meanInterval, shareInterval } from '../../../bench/routing/statistics/intervals.ts';
import { mcnemar } from '../../../bench/routing/statistics/mcnemar.ts';

describe('the interval of a share', () => {
  test('is Wilson’s', () => {
    const { low, high } = shareInterval(8, 10);
    expect(low).toBeCloseTo(0.4902, 4);
    expect(high).toBeCloseTo(0.9433, 4);
  });

  test('stays within 0 and 1, and has a width where everything is the same', () => {
    expect(shareInterval(0, 10).low).toBe(0);
    expect(shareInterval(0, 10).high).toBeCloseTo(0.2775, 4);
    expect(shareInterval(10, 10).high).toBeCloseTo(1, 10);
  });
});

describe('the interval of a mean', () => {
  test('has no width where all values are the same', () => {
    expect(meanInterval([1, 1, 1])).toEqual({ low: 1, high: 1 });
  });

  test('is about as wide as the normal distribution says, and the same in every run', () => {
    const values = Array.from({ length: 400 }, (_, i) => [1, 0, 0, -1][i % 4] ?? 0);
    const half = 1.96 * Math.sqrt(0.5 / 400);
    const { low, high } = meanInterval(values);
    expect(low).toBeCloseTo(-half, 2);
    expect(high).toBeCloseTo(half, 2);
    expect(meanInterval(values)).toEqual({ low, high });
  });
});

describe('McNemar’s test', () => {
  test.each([
    [0, 0, 1],
    [5, 5, 1],
    [1, 9, 22 / 1024],
    [9, 1, 22 / 1024],
    [0, 6, 2 / 64],
  ])('of %i won and %i lost has p = %f', (won, lost, p) => {
    expect(mcnemar(won, lost)).toBeCloseTo(p, 10);
  });
});
