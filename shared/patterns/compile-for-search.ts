import type { RE2JS } from 're2js';
import { linearPatterns } from './linear-patterns.ts';

/** Steps of a pattern that texts are searched for at some megabytes a second. */
const MOST_STEPS = 500;

/**
 * Compiles a pattern that is looked for all over texts.
 * @throws Error for one that is none, looks around, is long, or is found in nothing at all
 */
export function compileForSearch(pattern: string): RE2JS {
  const compiled = linearPatterns(pattern);
  if (compiled.programSize() > MOST_STEPS) {
    throw new Error(`the pattern ${pattern} is too long to search texts for: shorten its repetitions`);
  }
  if (compiled.matcher('').find()) throw new Error(`the pattern ${pattern} is found in an empty text`);
  return compiled;
}
