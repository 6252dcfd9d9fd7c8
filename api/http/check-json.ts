import { AppError } from '../../shared/errors/app-error.ts';

const MOST_LEVELS = 64;

/**
 * Refuses JSON that later steps could not treat as the sender meant it: nested deeper than 64 levels, with
 * strings that are no Unicode text, with numbers beyond what a number can hold, or with the name `__proto__`,
 * which JavaScript gives a meaning of its own. Walks without recursion, so that no depth can exhaust the stack.
 * @throws AppError `invalid_json`
 */
export function checkJson(root: unknown): void {
  const stack: { value: unknown; level: number }[] = [{ value: root, level: 0 }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { value, level } = next;
    if (typeof value === 'string') requireText(value);
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw new AppError('invalid_json', 'The body has a number that is too large.');
    }
    if (typeof value !== 'object' || value === null) continue;
    if (level >= MOST_LEVELS) {
      throw new AppError('invalid_json', `The body is nested deeper than ${MOST_LEVELS} levels.`);
    }
    for (const [key, child] of Object.entries(value)) {
      if (!Array.isArray(value)) requireName(key);
      stack.push({ value: child, level: level + 1 });
    }
  }
}

function requireName(name: string): void {
  requireText(name);
  if (name === '__proto__') throw new AppError('invalid_json', 'The body may not have the name __proto__.');
}

function requireText(text: string): void {
  if (text.isWellFormed()) return;
  throw new AppError('invalid_json', 'The body has a string with half a surrogate pair in it.');
}
