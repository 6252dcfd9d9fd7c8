import type { RE2JS } from 're2js';
import { linearPatterns } from './linear-patterns.ts';

/** Steps of a pattern that texts are searched for at some megabytes a second. */
const MOST_STEPS = 500;

/**
 * Compiles a pattern that is looked for all over texts.
 * @throws Error for one that is none, looks around, is long, is tied to the ends of a text, or is found in nothing at all
 */
export function compileForSearch(pattern: string): RE2JS {
  const compiled = linearPatterns(pattern);
  if (compiled.programSize() > MOST_STEPS) {
    throw new Error(`the pattern ${pattern} is too long to search texts for: shorten its repetitions`);
  }
  // A value stands within a text: what is tied to its ends would never be found.
  if (/[\^$]|\\[Az]/.test(pattern.replace(/\\[^Az]|\[(\\.|[^\]])*\]/g, ''))) {
    throw new Error(`the pattern ${pattern} is tied to the ends of a text: leave out ^ and $`);
  }
  if (compiled.matcher('').find()) throw new Error(`the pattern ${pattern} is found in an empty text`);
  return compiled;
}
