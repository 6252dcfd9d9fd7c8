import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { expectProblemAnswer } from '../../support/problem.ts';
import { Receiver } from '../../support/receiver.ts';
import { type System, startSystem } from '../../support/system.ts';

let system: System;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl') });
});
afterAll(() => system.stop());

const CHAT = { task: 'chat', input: { prompt: 'hello' } };
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

describe('what a request names must exist, and is named when it does not', () => {
  test.each([
    [{ task: 'caht' }, 'unknown_task', /caht.*chat, .*support-triage/s],
    [{ task: 'chat@9' }, 'unknown_task', /chat@9/],
    [{ model: 'gpt-9' }, 'unknown_model', /gpt-9 is not in the catalog/],
    [{ model: 'gpt-5' }, 'unknown_model', /gpt-5 has no address or key/],
    [{ model: 'sim-echo-1' }, 'unknown_model', /sim-echo-1/],
    [{ webhook: { endpoint_id: 'ep_nothing' } }, 'unknown_endpoint', /ep_nothing/],
    [{ webhook: { endpoint_id: 'default' } }, 'unknown_endpoint', /default/],
    [{ webhook: { url: 'http://user:pass@host/' } }, 'blocked_address', /user name/],
  ])('%j', async (more, code, says) => {
    const answer = await system.api.post({ ...CHAT, ...more });
    expect(expectProblemAnswer(answer, 400, code).detail).toMatch(says);
  });

  test('of a task none of whose models is configured, with what each of them needs', async () => {
    const answer = await system.api.post({
      task: 'complaint-classification',
      input: { narrative: 'a card was charged twice' },
    });
    const { detail } = expectProblemAnswer(answer, 400, 'unknown_model');
    expect(detail).toMatch(
      /gemini-2\.0-flash needs GEMINI_API_KEY; claude-3-5-sonnet needs ANTHROPIC_API_KEY/,
    );
  });

  test('a version of a task may be asked for', async () => {
    const { body } = await system.api.post({ ...CHAT, task: 'chat@1' }, { wait: 30 });
    expect(body).toMatchObject({ status: 'completed', task: 'chat', task_version: 1 });
  });
});

describe("input that does not match the task's schema", () => {
  test.each([
    [undefined, /input/],
    [null, /object/],
    ['hello', /object/],
    [{}, /prompt/],
    [{ prompt: 1 }, /input\/prompt.*string/],
    [{ prompt: '' }, /input\/prompt/],
    [{ prompt: 'a', more: 1 }, /additional.*more/],
    [JSON.parse('{"prompt":"a","constructor":1}'), /constructor/],
    [{ prompt: 'a', toString: 1 }, /toString/],
  ])('%j', async (input, says) => {
    const problem = expectProblemAnswer(await system.api.post({ task: 'chat', input }), 400);
    expect(problem.detail).toMatch(says);
    expect(problem.errors).toEqual([{ path: expect.stringMatching(/^input/), message: expect.any(String) }]);
  });
});

describe('what a request may not have', () => {
  test.each([
    [{ tsak: 'chat' }, /tsak/],
    [{ task: undefined }, /task: is missing/],
    [{ input: undefined }, /input: is missing/],
    [{ metadata: { a: 1 } }, /metadata\.a: expected string, received number/],
    [{ priorty: 'batch' }, /did you mean priority/],
    [{ task: 1 }, /task/],
    [{ task: 'Chat' }, /task/],
    [{ task: 'chat@' }, /task/],
    [{ task: 'chat@0' }, /task/],
    [{ priority: 'urgent' }, /priority.*interactive/s],
    [{ sensitivity: 'secret' }, /sensitivity.*restricted/s],
    [{ subject: '' }, /subject/],
    [{ subject: 's'.repeat(257) }, /subject/],
    [{ model: 'No Name' }, /model/],
    [{ parameters: { temperature: 2.1 } }, /parameters\.temperature/],
    [{ parameters: { temperature: '1' } }, /parameters\.temperature/],
    [{ parameters: { top_p: 0 } }, /parameters\.top_p/],
    [{ parameters: { max_output_tokens: 0 } }, /parameters\.max_output_tokens/],
    [{ parameters: { max_tokens: 5 } }, /max_tokens/],
    [{ parameters: { stop: [] } }, /parameters\.stop/],
    [{ parameters: { stop: ['a', 'b', 'c', 'd', 'e'] } }, /parameters\.stop/],
    [{ parameters: { seed: 2 ** 60 } }, /parameters\.seed/],
    [{ parameters: { reasoning_effort: 'max' } }, /parameters\.reasoning_effort/],
    [{ webhook: {} }, /webhook/],
    [{ webhook: { url: 'nowhere' } }, /webhook\.url/],
    [{ webhook: { url: 'ftp://host/' } }, /webhook\.url/],
    [{ webhook: { url: 'https://host/', secret: 'short' } }, /webhook\.secret.*24 to 64/s],
    [{ webhook: { url: 'https://host/', secret: `whsec_${'A'.repeat(33)}` } }, /webhook\.secret/],
    [{ webhook: { url: 'https://host/', endpoint_id: 'a' } }, /webhook/],
    [{ metadata: { a: 1 } }, /metadata\.a/],
    [{ metadata: { '': 'a' } }, /metadata/],
    [{ metadata: { a: 'v'.repeat(513) } }, /metadata\.a/],
    [{ metadata: { ['k'.repeat(65)]: 'a' } }, /metadata/],
    [{ metadata: Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`k${i}`, ''])) }, /16 pairs/],
    [{ metadata: [] }, /metadata/],
  ])('%j', async (more, says) => {
    const problem = expectProblemAnswer(await system.api.post({ ...CHAT, ...more }), 400, 'invalid_request');
    expect(problem.detail).toMatch(says);
    expect(problem.errors).toBeInstanceOf(Array);
  });

  test('every fault is named at once', async () => {
    const answer = await system.api.post({ ...CHAT, priority: 1, subject: 2, unknown: 3 });
    const { detail } = expectProblemAnswer(answer, 400, 'invalid_request');
    for (const name of ['priority', 'subject', 'unknown']) expect(detail).toContain(name);
  });
});

test('what a request may have at most is taken, kept and shown', async () => {
  const receiver = new Receiver();
  const url = `${await receiver.start()}/${'p'.repeat(1_900)}`;
  const metadata = Object.fromEntries(
    Array.from({ length: 16 }, (_, i) => [`${i}${'k'.repeat(62)}`, 'é'.repeat(512)]),
  );
  const { status, body } = await system.api.post(
    {
      ...CHAT,
      priority: 'interactive',
      sensitivity: 'restricted',
      subject: '☃'.repeat(256),
      expires_in_seconds: 1_000,
      webhook: { url, secret: SECRET },
      metadata,
    },
    { wait: 30 },
  );
  expect(status).toBe(200);
  expect(body).toMatchObject({ priority: 'interactive', subject: '☃'.repeat(256), metadata });
  const [message] = await receiver.waitFor(1);
  expect(message && receiver.verify(message, SECRET)).toMatchObject({ data: body });
  await receiver.stop();
});

test('an input of nearly a megabyte goes through, special characters and all', async () => {
  const prompt = '\u0000\u2028é😀"\\'.repeat(50_000);
  const job = await system.api.chat('sim-echo', prompt);
  expect(job.status).toBe('completed');
  expect(job.result?.output === prompt).toBe(true);
});
