import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Parameters } from '../../../shared/contracts/job-request.ts';
import { createPooledFetch } from '../../../shared/http/pooled-fetch.ts';
import { type Simulator, startSimulator } from '../../../simulator/server.ts';
import type { ChatRequest } from '../../../worker/models/chat.ts';
import { openModel } from '../../support/models/open-model.ts';
import { callsAbout } from '../../support/simulator-calls.ts';

const { signal } = new AbortController();
const fetch = createPooledFetch({ connections: 4 });
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0 });
});
afterAll(async () => {
  await simulator.stop();
  await fetch.close();
});

const open = (provider_model: string, definition: object = {}) =>
  openModel(
    'chat',
    { url: simulator.url, fetch },
    { provider: 'simulator', base_url: '/v1', provider_model, ...definition },
  );
const ask = (model: string, content: string, request: Partial<ChatRequest> = {}) =>
  open(model).call({ messages: [{ role: 'user', content }], parameters: {}, ...request }, signal);

describe('the simulator', () => {
  test('answers, whole and streamed, with what that cost', async () => {
    const whole = await ask('sim-echo', 'one two three');
    expect(whole).toMatchObject({ text: 'one two three', finishReason: 'stop' });
    expect(Math.min(whole.usage.input, whole.usage.output)).toBeGreaterThan(0);
    const pieces: string[] = [];
    const streamed = await ask('sim-echo', 'one two three', { onText: (piece) => pieces.push(piece) });
    expect(streamed).toEqual(whole);
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).toBe(whole.text);
  });

  test('keeps a schema, and asks for tools', async () => {
    const schema = { type: 'object', required: ['city'], properties: { city: { type: 'string' } } };
    const typed = await ask('sim-json', 'Paris', { outputSchema: { name: 'place', schema } });
    expect(JSON.parse(typed.text)).toHaveProperty('city');
    const tools = [{ name: 'get_weather', parameters: schema }];
    for (const onText of [undefined, () => {}]) {
      const asks = await ask('sim-json', 'get_weather for Paris', { tools, onText });
      expect(asks).toMatchObject({ finishReason: 'tool_calls', toolCalls: [{ name: 'get_weather' }] });
      const [call] = asks.toolCalls ?? [];
      expect(JSON.parse(call?.arguments ?? '')).toHaveProperty('city');
      const after = await ask('sim-echo', '', {
        messages: [
          { role: 'user', content: 'the weather' },
          { role: 'assistant', content: asks.text, toolCalls: asks.toolCalls },
          { role: 'tool', toolCallId: call?.id ?? '', content: 'mild' },
        ],
      });
      expect(after.finishReason).toBe('stop');
    }
  });

  test.each([
    ['sim-length', { finishReason: 'length' }],
    ['sim-content-filter', { finishReason: 'content_filter' }],
    ['sim-refuse', { finishReason: 'refusal', refusal: expect.stringContaining('help') }],
  ])('ends otherwise: %s', async (model, expected) => {
    const content = 'one two three four five six seven eight';
    expect(await ask(model, content)).toMatchObject(expected);
    expect(await ask(model, content, { onText: () => {} })).toMatchObject(expected);
  });

  test('takes every parameter', async () => {
    const parameters: Parameters = {
      temperature: 0,
      top_p: 1,
      stop: ['two'],
      seed: 1,
      reasoning_effort: 'low',
    };
    const { text, usage } = await ask('sim-echo', 'one two three', { parameters });
    expect(text).toBe('one ');
    expect(usage.reasoning).toBeGreaterThan(0);
    expect(await ask('sim-echo', 'one two three', { parameters: { max_output_tokens: 1 } })).toMatchObject({
      finishReason: 'length',
    });
  });

  test.each([
    [400, 'model_rejected'],
    [401, 'model_auth'],
    [403, 'model_auth'],
    [404, 'model_rejected'],
    [408, 'model_timeout'],
    [409, 'model_unavailable'],
    [413, 'model_rejected'],
    [429, 'model_rate_limited'],
    [500, 'model_unavailable'],
    [529, 'model_unavailable'],
  ])('fails with HTTP %i', async (status, code) => {
    const failed = ask(`sim-status-${status}`, 'hello');
    await expect(failed).rejects.toMatchObject({ code, retryAfterMs: status === 429 ? 1_000 : undefined });
  });

  test('breaks a stream, and hangs', async () => {
    await expect(ask('sim-broken-stream', 'one two three', { onText: () => {} })).rejects.toMatchObject({
      code: 'model_unavailable',
    });
    const hangs = open('sim-hang', { timeout_seconds: 0.2 });
    const messages = [{ role: 'user' as const, content: 'hang' }];
    await expect(hangs.call({ messages, parameters: {} }, signal)).rejects.toMatchObject({
      code: 'model_timeout',
    });
    const streaming = { messages, parameters: {}, onText: () => {} };
    const slow = open('sim-stream-9000', { first_token_seconds: 0.2 });
    await expect(slow.call(streaming, signal)).rejects.toMatchObject({
      message: 'No first token within 0.2 s.',
    });
    const calls = await callsAbout(simulator, 'hang');
    expect(calls.map(({ aborted }) => aborted)).toEqual([true, true]);
  });

  test('embeds', async () => {
    const definition = { provider: 'simulator', base_url: '/v1', provider_model: 'sim-embedding' };
    const model = openModel('embedding', { url: simulator.url, fetch }, definition);
    const { embeddings, usage } = await model.call({ texts: ['one', 'two', 'one'] }, signal);
    expect(embeddings).toHaveLength(3);
    expect(embeddings[0]).toEqual(embeddings[2]);
    expect(embeddings[0]).not.toEqual(embeddings[1]);
    expect(usage.input).toBeGreaterThan(0);
  });
});
