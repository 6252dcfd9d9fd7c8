import { createRequire } from 'node:module';
import type jsonata from 'jsonata';

/** Why an expression cannot be parsed, and at which character; undefined when it can. */
export function faultOfExpression(expression: string): string | undefined {
  try {
    parser()(expression);
    return undefined;
  } catch (error) {
    const { message, position } = error as Partial<jsonata.JsonataError>;
    return `${message ?? 'cannot be parsed'} (at character ${position ?? 0})`;
  }
}

/** Loading it takes 70 ms, which most processes need never spend. */
function parser(): typeof jsonata {
  return createRequire(import.meta.url)('jsonata') as typeof jsonata;
}
