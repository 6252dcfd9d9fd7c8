import { invalidRequest } from '../http/api-error.ts';

/** The error for a parameter of the wrong type. */
export function wrongType(name: string, expected: string, value: unknown) {
  const got = value === null ? 'null' : Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`;
  return invalidRequest(
    `Invalid type for '${name}': expected ${expected}, but got ${got} instead.`,
    name,
    'invalid_type',
  );
}

/** The error for a required parameter that is missing. */
export function missingParameter(name: string) {
  return invalidRequest(`Missing required parameter: '${name}'.`, name, 'missing_required_parameter');
}
