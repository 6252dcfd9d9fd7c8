import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { expectProblemAnswer } from '../../support/problem.ts';
import { type System, startSystem } from '../../support/system.ts';

let system: System;
let path: string;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl') });
  path = `/v1/jobs/${(await system.api.chat('sim-echo', 'rate me')).id}/feedback`;
});
afterAll(() => system.stop());

test.each([
  { score: 1 },
  { score: -0.5, label: 'wrong', comment: 'It is not.', correction: { category: 'billing' } },
  { correction: null },
  { comment: 'é'.repeat(4_000) },
])('%j is stored and shown as it was said', async (feedback) => {
  const { status, body } = await system.api.request('POST', path, feedback);
  expect(status).toBe(201);
  expect(body).toMatchObject({
    ...feedback,
    object: 'feedback',
    id: expect.stringMatching(/^fb_/),
    created_at: expect.stringMatching(/Z$/),
  });
});

test.each([
  [{}, /at least one/],
  [{ score: 2 }, /score/],
  [{ score: '1' }, /score/],
  [{ label: '' }, /label/],
  [{ comment: 'a'.repeat(4_001) }, /comment/],
  [{ stars: 5 }, /stars/],
  [{ coment: 'hello' }, /did you mean comment/],
  [[], /body/],
])('%j is refused', async (feedback, says) => {
  const answer = await system.api.request('POST', path, feedback);
  expect(expectProblemAnswer(answer, 400, 'invalid_request').detail).toMatch(says);
});

test('a job that does not exist has none', async () => {
  const answer = await system.api.request('POST', `/v1/jobs/job_${'0'.repeat(22)}/feedback`, { score: 1 });
  expectProblemAnswer(answer, 404, 'not_found');
});

test('a job takes a hundred entries', async () => {
  const { id } = await system.api.chat('sim-echo', 'famous');
  const say = () => system.api.request('POST', `/v1/jobs/${id}/feedback`, { score: 1 });
  const answers = await Promise.all(Array.from({ length: 105 }, say));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(100);
  const refused = answers.find(({ status }) => status !== 201);
  if (refused) expectProblemAnswer(refused, 409, 'limit_reached');
});

test('what is said while the job is being deleted does not outlive it', async () => {
  const { store } = system.installation;
  for (let i = 0; i < 20; i++) {
    const { id } = await system.api.chat('sim-echo', 'short life');
    const say = () => system.api.request('POST', `/v1/jobs/${id}/feedback`, { comment: 'still here?' });
    await Promise.all([say(), say(), system.api.request('DELETE', `/v1/jobs/${id}`), say(), say()]);
    expect(await store.redis.exists(store.keys.jobFeedback('default', id))).toBe(0);
  }
});
