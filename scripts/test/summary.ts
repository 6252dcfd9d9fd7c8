import { paint, say } from '../bootstrap/terminal.mjs';
import type { PartResult } from './run-part.ts';

/** Prints what became of each part, and the closing line. */
export function showSummary(results: PartResult[], tookMs: number): void {
  say();
  for (const result of results) {
    say(`  ${describe(result)}`);
    for (const failure of result.failures) say(`      ${failure}`);
  }
  const sum = (pick: (result: PartResult) => number) => results.reduce((total, one) => total + pick(one), 0);
  const failed = sum((one) => one.failed);
  say();
  say(`  in ${seconds(tookMs)}`);
  say(paint(failed === 0 ? '32' : '31', `${sum((one) => one.passed)} passed, ${failed} failed`));
}

/** One part's result as a line. */
export function describe({ name, passed, failed, skipped, tookMs }: PartResult): string {
  const mark = failed === 0 ? paint('32', '✔') : paint('31', '✖');
  const skips = skipped === 0 ? '' : `, ${skipped} skipped`;
  return `${mark} ${name.padEnd(12)} ${passed} passed, ${failed} failed${skips} (${seconds(tookMs)})`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
