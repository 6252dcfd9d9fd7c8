import { expect } from 'vitest';
import { compileSchema } from '../../shared/catalog/json-schema.ts';

type Schema = Record<string, unknown>;

/** A schema, values that match it and values that do not. */
export type SchemaCase = readonly [schema: Schema, valid: readonly unknown[], invalid: readonly unknown[]];

/** An object that has a member of this name is taken for a promise in some places, so the linter asks for care. */
export const THEN = 'then';

function judged(schema: Schema, values: readonly unknown[]): boolean[] {
  const check = compileSchema(schema);
  return values.map((value) => check(value).length === 0);
}

/** Checks that the values are judged so. @param draft what names the schema's draft */
export function expectJudged(draft: Schema, [schema, valid, invalid]: SchemaCase): void {
  const whole = { ...draft, ...schema };
  expect(judged(whole, valid), `${JSON.stringify(whole)} matches ${JSON.stringify(valid)}`).toEqual(
    valid.map(() => true),
  );
  expect(
    judged(whole, invalid),
    `${JSON.stringify(whole)} does not match ${JSON.stringify(invalid)}`,
  ).toEqual(invalid.map(() => false));
}
