import { RE2JS } from 're2js';
import { translatePattern } from './translate-pattern.ts';

/** Steps that a pattern may have once its counts are written out: what takes a text of 1 MB through in a second. */
const MOST_STEPS = 5_000;

/**
 * Compiles a schema's pattern with an engine whose time grows with the text and never with its powers, as RE2 does.
 * A backtracking one can be at `^(a+)+$` for longer than anybody waits, and an input could bring that about.
 * @throws Error for a pattern that is none, looks ahead or back, or is too long
 */
function compilePattern(pattern: string): RE2JS {
  // It must be a pattern to everybody else as well: models are given the schema.
  new RegExp(pattern, 'u');
  try {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(translatePattern(pattern)));
    if (compiled.programSize() <= MOST_STEPS) return compiled;
  } catch {
    throw new Error(
      `the pattern ${pattern} cannot be matched in linear time: it may not look ahead or back, refer to groups, repeat anything more than 1000 times, or name a property that is neither a general category nor a script`,
    );
  }
  throw new Error(`the pattern ${pattern} is too long: use minLength and maxLength for lengths`);
}

/** The engine that Ajv compiles patterns with; its code is never written out. */
export const linearPatterns = Object.assign(compilePattern, { code: 'linear-patterns' });
