import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { itemsOf, objectOf } from '../../../worker/models/json-values.ts';
import { type System, startSystem } from '../../support/system.ts';
import { readWire, sends, streams, WireServer } from '../../support/wire-server.ts';

const server = new WireServer();
let system: System;

beforeAll(async () => {
  const base_url = await server.start();
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    env: { ANTHROPIC_API_KEY: 'the-key' },
    catalog: {
      models: {
        claude: {
          provider: 'anthropic',
          provider_model: 'claude-sonnet-5-5',
          base_url,
          concurrency: 5,
          timeout_seconds: 10,
          retry: { attempts: 2, base_ms: 10, max_ms: 50 },
          price: { input: 2_000_000, output: 10_000_000, cached_input: 1_000_000 },
        },
      },
    },
  });
});
afterAll(async () => {
  await system.stop();
  await server.stop();
});

const recorded = (name: string) => objectOf(readWire(['anthropic'], name)?.response) ?? {};

test('a job runs on a model of Anthropic, streamed, and costs what its tokens cost', async () => {
  server.answer = streams(itemsOf(recorded('stream').events));
  const job = await system.api.chat('claude', 'the capital of France');
  expect(job).toMatchObject({
    status: 'completed',
    model: 'claude',
    result: { output: 'Paris', finish_reason: 'stop' },
    usage: { input_tokens: 20, output_tokens: 7, cached_tokens: 8, reasoning_tokens: 4 },
    cost_micro_usd: 12 * 2 + 8 * 1 + 7 * 10,
  });
});

test('one that it declines is refused, in its words', async () => {
  server.answer = streams(itemsOf(recorded('refusal-stream').events));
  expect(await system.api.chat('claude', 'do harm')).toMatchObject({
    status: 'refused',
    error: { code: 'model_refused', message: 'I cannot help with that.' },
  });
});

test('a second try leaves out what the model does not take', async () => {
  server.requests.length = 0;
  server.answer = sends(JSON.stringify(recorded('answer').body));
  const body = { task: 'support-triage', model: 'claude', input: { ticket: 'help' } };
  const { body: job } = await system.api.post(body, { wait: 20 });
  expect(job).toMatchObject({ status: 'failed', error: { code: 'invalid_output' } });
  expect(server.requests).toHaveLength(3);
  for (const { body } of server.requests) expect(body).not.toHaveProperty('temperature');
});

test.each([
  [{ temperature: 1 }, 'parameters.temperature is not taken by the model claude'],
  [
    { reasoning_effort: 'none' },
    'parameters.reasoning_effort can be low, medium, high, xhigh for the model claude',
  ],
])('a caller who asks for %j is told', async (parameters, detail) => {
  const input = { prompt: 'hello' };
  const { status, body } = await system.api.post({ task: 'chat', model: 'claude', input, parameters });
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: 'invalid_request', detail: `${detail}.` });
});
