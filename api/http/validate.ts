import type { z } from 'zod';
import { closest } from '../../shared/config/closest.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { nearestIssues } from '../../shared/errors/nearest-issues.ts';

/** One fault of a request: where and what. */
interface Fault {
  readonly path: string;
  readonly message: string;
}

function faultOf(issue: z.core.$ZodIssue): Fault {
  const path = issue.path.map(String).join('.');
  const missing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
  return { path, message: missing ? 'is missing' : issue.message.replace(/^Invalid input: /, '') };
}

/**
 * Parses a part of a request.
 * @param part what it is called in the message: `body`, `query`
 * @param known field names, for suggestions
 * @throws AppError `invalid_request` naming every fault (member `errors`)
 */
export function validate<T>(schema: z.ZodType<T>, value: unknown, part: string): T {
  // Schemas overlook this one name, because assigning it means something else in JavaScript.
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, '__proto__')) {
    throw new AppError('invalid_request', `The ${part} is not valid. ${part}: Unrecognized key: "__proto__"`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.flatMap(nearestIssues);
  const faults = issues.map(faultOf);
  const hints = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? suggestions(schema, issue.keys) : [],
  );
  const first = faults.slice(0, 5).map(({ path, message }) => `${path || part}: ${message}`);
  throw new AppError('invalid_request', `The ${part} is not valid. ${[...first, ...hints].join('; ')}`, {
    members: { errors: faults.slice(0, 20) },
  });
}

function suggestions(schema: z.ZodType, keys: readonly string[]): string[] {
  const shape: unknown = Reflect.get(schema, 'shape');
  const known = shape && typeof shape === 'object' ? Object.keys(shape) : [];
  return keys.flatMap((key) => {
    const meant = closest(key, known);
    return meant ? [`did you mean ${meant}?`] : [];
  });
}
