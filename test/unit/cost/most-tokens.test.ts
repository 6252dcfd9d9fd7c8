import { expect, test } from 'vitest';
import { taskSchema } from '../../../shared/catalog/definitions.ts';
import {
  MOST_OUTPUT_TOKENS,
  mostOutputTokens,
  mostTokens,
  mostTokensOfCalls,
} from '../../../shared/cost/most-tokens.ts';

const task = (more: object = {}) =>
  taskSchema.parse({
    ...{ name: 'a', version: 1, description: '', models: ['m'], prompt: 'p', input_schema: {} },
    ...more,
  });

test('a text has at most as many tokens as bytes', () => {
  expect(mostTokens('hello')).toBe(5);
  expect(mostTokens('żółw')).toBe(7);
  expect(mostTokens('漢字')).toBe(6);
  expect(mostTokens('👩‍👩‍👧')).toBe(18);
});

test('output is bounded by the request, else by the task, else by the default', () => {
  const bounded = task({ parameters: { max_output_tokens: 50 } });
  expect(mostOutputTokens(bounded, { max_output_tokens: 7 })).toBe(7);
  expect(mostOutputTokens(bounded, { temperature: 0 })).toBe(50);
  expect(mostOutputTokens(task(), undefined)).toBe(MOST_OUTPUT_TOKENS);
});

test('a task without a schema makes one call, with room for what the provider adds', () => {
  const [only, ...more] = mostTokensOfCalls(task({ max_output_attempts: 3 }), 'x'.repeat(100), undefined);
  expect(more).toEqual([]);
  expect(only?.output).toBe(MOST_OUTPUT_TOKENS);
  expect(only?.input).toBeGreaterThan(110);
});

test('a task with a schema may ask again, with its answer and what was wrong', () => {
  const output_schema = { type: 'object' };
  const calls = mostTokensOfCalls(task({ output_schema, max_output_attempts: 3 }), 'prompt', {
    max_output_tokens: 100,
  });
  expect(calls).toHaveLength(3);
  const [first, second, third] = calls;
  expect(third).toEqual(second);
  expect((second?.input ?? 0) - (first?.input ?? 0)).toBeGreaterThan(200);
});
