import { expect } from 'vitest';
import type { ApiAnswer, Problem } from './api-client.ts';

/** Checks that a body is a problem document with every member the contract names, and returns it. */
export function expectProblem(body: unknown, status: number, code?: string): Problem {
  expect(body).toMatchObject({
    type: expect.stringMatching(/^(urn|https?):/),
    title: expect.stringMatching(/\w/),
    status,
    detail: expect.stringMatching(/\w/),
    instance: expect.stringMatching(/^[/*]/),
    code: expect.stringMatching(/^[a-z_]+$/),
    retryable: expect.any(Boolean),
    trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
  const problem = body as Problem;
  expect(problem.detail, 'no stack, no path of a file').not.toMatch(/\bat .+:\d+:\d+|node_modules|file:\/\//);
  if (code !== undefined) expect(problem.code).toBe(code);
  return problem;
}

/** Checks that an answer is a problem, its media type included, and returns it. */
export function expectProblemAnswer(answer: ApiAnswer<unknown>, status: number, code?: string): Problem {
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  return expectProblem(answer.body, status, code);
}
