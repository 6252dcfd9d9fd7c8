import { describe, expect, it } from 'vitest';
import { accept } from '../../bench/loads/accept.ts';
import { judge, Results } from '../../bench/report/results.ts';
import { median, percentile } from '../../bench/report/statistics.ts';

describe('the benchmark’s verdicts', () => {
  it('hold the median of the ratios of each round against the target', () => {
    const results = new Results();
    for (const [floor, product] of [
      [100, 60],
      [10, 4],
      [1_000, 550],
    ] as const) {
      results.add('accept', 'bare', { per_second: floor });
      results.add('accept', 'floor', { per_second: floor });
      results.add('accept', 'product', { per_second: product });
    }
    expect(judge(results, accept)).toMatchObject([
      { judged: 0.55, target: '≥ 0.5', met: true },
      { judged: 1, target: '≥ 0.75', met: true },
    ]);
  });

  it('are never met by what was not measured', () => {
    expect(judge(new Results(), accept).map(({ met }) => met)).toEqual([false, false]);
  });

  it('rest on medians and percentiles', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(median([])).toBeNaN();
    expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3);
    expect(percentile([1, 2], 0.99)).toBe(2);
  });
});
