import { table } from '../report/table.ts';
import { COST_SHARE } from './compare.ts';
import type { ModelComparison, PartReport } from './report.ts';
import type { Interval } from './statistics/intervals.ts';

/** Every model and route on some complaints. */
export function figureTable({ title, complaints, arms }: PartReport): string {
  const rows = arms.map((arm) => [
    arm.name,
    arm.accuracy.toFixed(3),
    range(arm.interval),
    String(arm.invalid),
    arm.costOf1000.toFixed(3),
    arm.p50Seconds.toFixed(1),
    arm.p95Seconds.toFixed(1),
    arm.wentUp === undefined ? '' : percent(arm.wentUp),
  ]);
  const head = [`${title}: ${complaints} complaints`, 'accuracy', '95 %', 'invalid'];
  return table([[...head, 'USD per 1,000', 'p50 s', 'p95 s', 'went up'], ...rows]);
}

/** The shipped route beside every model. */
export function comparisonTable(route: string, { title, comparisons }: PartReport): string {
  const rows = comparisons.map((one) => [
    one.model,
    signed(one.difference),
    signedRange(one.interval),
    `${one.won} : ${one.lost}`,
    one.p.toFixed(3),
    percent(one.costRatio),
  ]);
  const head = [`${title}: ${route} beside`, 'difference', '95 %, paired', 'won : lost', 'p', 'of its cost'];
  return table([head, ...rows]);
}

/** Whether the shipped route reaches what it has to, beside one model. */
export function verdict(route: string, { model, difference, interval, costRatio }: ModelComparison): string {
  const accurate = interval.high < 0 ? 'LESS ACCURATE than' : 'not shown to be less accurate than';
  const cheap = costRatio <= COST_SHARE ? 'no more than' : 'MORE than';
  return (
    `${route} is ${accurate} ${model} (${signed(difference)}, 95 % ${signedRange(interval)}), ` +
    `at ${cheap} a quarter of its cost (${percent(costRatio)})`
  );
}

function range({ low, high }: Interval): string {
  return `${low.toFixed(3)} … ${high.toFixed(3)}`;
}

function signedRange({ low, high }: Interval): string {
  return `${signed(low)} … ${signed(high)}`;
}

function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(3)}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
