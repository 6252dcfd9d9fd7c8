import { type Json, objectOf } from './json-values.ts';
import { ModelFailure } from './model-port.ts';

/** A text of an answer; one that was left out is empty. @throws ModelFailure for anything else */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  throw badAnswer('The answer has something else where its text should be.');
}

/** A count of tokens; one that was left out is 0. @throws ModelFailure for what counts nothing */
export function countOf(value: unknown): number {
  if (value === undefined || value === null) return 0;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw badAnswer("The answer's usage is no count of tokens.");
}

/** An object of an answer; one that was left out has no fields. @throws ModelFailure for anything else */
export function fieldsOf(value: unknown): Json {
  const fields = objectOf(value ?? {});
  if (fields) return fields;
  throw badAnswer('The answer has something else where an object should be.');
}

export function badAnswer(message: string): ModelFailure {
  return new ModelFailure('model_bad_answer', message);
}
