import { expect, test } from 'vitest';
import { taskSchema } from '../../../shared/catalog/definitions.ts';
import type { Parameters } from '../../../shared/contracts/job-request.ts';
import { MOST_OUTPUT_TOKENS, mostTokensOfCalls } from '../../../shared/cost/most-tokens.ts';

const MODEL = { unsupported_parameters: [], capabilities: {} };

const task = (more: object = {}) =>
  taskSchema.parse({
    ...{ name: 'a', description: '', models: ['m'], prompt: 'p', input_schema: {} },
    ...more,
  });

const input = (prompt: string) => mostTokensOfCalls(task(), MODEL, prompt, undefined)[0]?.input ?? 0;

test.each([
  ['hello', 5],
  ['żółw', 7],
  ['漢字', 6],
  ['👩‍👩‍👧', 18],
])('%s has at most as many tokens as bytes', (text, tokens) => {
  expect(input(text) - input('')).toBe(tokens);
});

test('there is room for what the provider adds', () => {
  expect(input('')).toBeGreaterThan(10);
});

test('output is bounded by the request, else by the task, else by the default', () => {
  const output = (parameters?: Parameters, more?: object) =>
    mostTokensOfCalls(task(more), MODEL, '', parameters)[0]?.output;
  const bounded = { parameters: { max_output_tokens: 50 } };
  expect(output({ max_output_tokens: 7 }, bounded)).toBe(7);
  expect(output({ temperature: 0 }, bounded)).toBe(50);
  expect(output()).toBe(MOST_OUTPUT_TOKENS);
});

test('a task without a schema makes one call', () => {
  expect(mostTokensOfCalls(task({ max_output_attempts: 3 }), MODEL, 'prompt', undefined)).toHaveLength(1);
});

test('a task with a schema may ask again, with its answer and what was wrong', () => {
  const output_schema = { type: 'object' };
  const [first, second, third, ...more] = mostTokensOfCalls(
    task({ output_schema, max_output_attempts: 3 }),
    MODEL,
    'prompt',
    { max_output_tokens: 100 },
  );
  expect(more).toEqual([]);
  expect(third).toEqual(second);
  expect((second?.input ?? 0) - (first?.input ?? 0)).toBeGreaterThan(200);
});

test('a model that cannot be held to a length may answer as much as it says it can, or as any can', () => {
  const unbounded = { unsupported_parameters: ['max_output_tokens' as const], capabilities: {} };
  const output = (model: typeof unbounded | object) =>
    mostTokensOfCalls(task(), { ...unbounded, ...model }, '', { max_output_tokens: 7 })[0]?.output;
  expect(output({ capabilities: { max_output_tokens: 32_000 } })).toBe(32_000);
  expect(output({})).toBe(1_000_000);
});
