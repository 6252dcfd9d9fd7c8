import type { DigitRun } from './digit-run.ts';

/** Some neighbouring groups of a run, looked at as one number. */
export interface DigitWindow {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
  /** Lengths of the groups with what stands between them: `(3) 3-4`. */
  readonly signature: string;
  readonly plus: boolean;
}

/** The groups from `first` to `last` as one number, with the plus or bracket that it begins with. */
export function windowOf(text: string, run: DigitRun, first: number, last: number): DigitWindow {
  let signature = '';
  for (let group = first; group <= last; group++) {
    if (group > first) signature += run.gaps[group - 1];
    signature += (run.ends[group] as number) - (run.starts[group] as number);
  }
  let start = run.starts[first] as number;
  if (signature.includes(')') && text[start - 1] === '(') {
    start--;
    signature = `(${signature}`;
  }
  const plus = text[start - 1] === '+';
  if (plus) start--;
  if (plus && signature.includes(')') && text[start - 1] === '(' && !signature.includes('(')) start--;
  const digits = run.digits.slice(run.offsets[first], run.offsets[last + 1] ?? run.digits.length);
  return { start, end: run.ends[last] as number, digits, signature, plus };
}
