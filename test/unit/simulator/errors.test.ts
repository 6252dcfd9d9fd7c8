import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { useSimulator } from './support/simulator.ts';

const simulator = useSimulator();
const messages = [{ role: 'user', content: 'hi' }];
const chat = (body: unknown) => simulator.send('POST', '/v1/chat/completions', body);

describe('errors', () => {
  it('are the error classes of the SDK', async () => {
    await expect(simulator.ask('no-such-model', 'hi')).rejects.toBeInstanceOf(OpenAI.NotFoundError);
    await expect(simulator.ask('no-such-model', 'hi')).rejects.toMatchObject({
      code: 'model_not_found',
      type: 'invalid_request_error',
    });
    await expect(simulator.ask('sim-status-401', 'hi')).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
    await expect(simulator.ask('sim-status-429', 'hi')).rejects.toBeInstanceOf(OpenAI.RateLimitError);
    await expect(simulator.ask('sim-status-500', 'hi')).rejects.toBeInstanceOf(OpenAI.InternalServerError);
  });

  it('carry Retry-After with 429', async () => {
    const reply = await chat({ model: 'sim-status-429', messages });
    expect(reply.headers.get('retry-after')).toBe('1');
  });

  it.each([
    [{ messages }, 'model'],
    [{ model: 'sim-echo' }, 'messages'],
    [{ model: 'sim-echo', messages: [] }, 'messages'],
    [{ model: 'sim-echo', messages: 'hi' }, 'messages'],
    [{ model: 'sim-echo', messages: [5] }, 'messages[0]'],
    [{ model: 'sim-echo', messages: [{ content: 'x' }] }, 'messages[0].role'],
    [{ model: 'sim-echo', messages: [{ role: 'boss', content: 'x' }] }, 'messages[0].role'],
    [{ model: 'sim-echo', messages: [{ role: 'user' }] }, 'messages[0].content'],
    [
      { model: 'sim-echo', messages: [{ role: 'user', content: [{ type: 'text' }] }] },
      'messages[0].content[0].text',
    ],
    [{ model: 'sim-echo', messages, temperature: 3 }, 'temperature'],
    [{ model: 'sim-echo', messages, temperature: 'hot' }, 'temperature'],
    [{ model: 'sim-echo', messages, max_tokens: 0 }, 'max_tokens'],
    [{ model: 'sim-echo', messages, seed: 1.5 }, 'seed'],
    [{ model: 'sim-echo', messages, n: 2 }, 'n'],
    [{ model: 'sim-echo', messages, stop: [1] }, 'stop'],
    [{ model: 'sim-echo', messages, stop: ['a', 'b', 'c', 'd', 'e'] }, 'stop'],
    [{ model: 'sim-echo', messages, stream: 'yes' }, 'stream'],
    [{ model: 'sim-echo', messages, stream_options: { include_usage: true } }, 'stream_options'],
    [{ model: 'sim-echo', messages, reasoning_effort: 'much' }, 'reasoning_effort'],
    [{ model: 'sim-echo', messages, response_format: { type: 'xml' } }, 'response_format.type'],
    [
      { model: 'sim-echo', messages, response_format: { type: 'json_schema' } },
      'response_format.json_schema',
    ],
    [
      { model: 'sim-echo', messages, response_format: { type: 'json_schema', json_schema: {} } },
      'response_format.json_schema.name',
    ],
    [{ model: 'sim-echo', messages, tools: [{ type: 'x' }] }, 'tools[0].type'],
    [
      { model: 'sim-echo', messages, tools: [{ type: 'function', function: { name: 'a b' } }] },
      'tools[0].function.name',
    ],
    [{ model: 'sim-echo', messages, tool_choice: 'required' }, 'tool_choice'],
  ])('refuse %j, naming %s', async (body, param) => {
    const reply = await chat(body);
    expect(reply.status).toBe(400);
    expect(reply.json).toMatchObject({
      error: { message: expect.any(String), type: 'invalid_request_error', param },
    });
  });

  it('answer unknown paths and methods', async () => {
    expect(await simulator.send('GET', '/v1/nothing')).toMatchObject({
      status: 404,
      json: { error: { code: 'unknown_url' } },
    });
    expect(await simulator.send('GET', '/v1/chat/completions')).toMatchObject({
      status: 405,
      json: { error: { code: 'method_not_supported' } },
    });
    expect(await simulator.send('GET', '/v1/models/nope')).toMatchObject({
      status: 404,
      json: { error: { code: 'model_not_found' } },
    });
  });
});

describe('what stands around the models', () => {
  it('says that this is a simulator', async () => {
    const reply = await simulator.send('GET', '/');
    expect(reply).toMatchObject({ status: 200, json: { object: 'simulator', simulator: true } });
    expect(reply.headers.get('x-simulator')).toBe('true');
    expect(await simulator.send('GET', '/healthz')).toMatchObject({ status: 200 });
  });

  it('lists models, and knows every name of a family', async () => {
    const listed: string[] = [];
    for await (const model of simulator.openai().models.list()) listed.push(model.id);
    expect(listed).toContain('sim-echo');
    for (const id of listed) expect((await simulator.openai().models.retrieve(id)).id).toBe(id);
    expect((await simulator.openai().models.retrieve('sim-slow-12345')).owned_by).toBe('simulator');
  });
});
