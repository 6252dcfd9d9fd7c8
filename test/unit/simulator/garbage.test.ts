import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startSimulator } from '../../../simulator/server.ts';
import { useSimulator } from './support/simulator.ts';

const simulator = useSimulator();
const chat = (body: unknown) => simulator.send('POST', '/v1/chat/completions', body);
const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('garbage', () => {
  it.each(['', '{', 'null', '5', '"text"', '[]', 'model=sim-echo', '\u0000', deep(100_000)])(
    'is refused: %#',
    async (body) => {
      expect(await chat(body)).toMatchObject({
        status: 400,
        json: { error: { type: 'invalid_request_error' } },
      });
    },
  );

  it('is refused when it is not UTF-8', async () => {
    const valid = Buffer.from('{"model":"sim-echo","messages":[{"role":"user","content":"x"}]}');
    expect((await chat(valid)).status).toBe(200);
    valid[valid.indexOf('x')] = 0xff;
    expect((await chat(valid)).status).toBe(400);
  });

  it('is refused above 16 MB', async () => {
    const text = 'x'.repeat(17 * 1024 * 1024);
    const reply = await chat(
      JSON.stringify({ model: 'sim-echo', messages: [{ role: 'user', content: text }] }),
    );
    expect(reply).toMatchObject({ status: 413, json: { error: { code: 'request_too_large' } } });
  });

  it('deep in a body can be logged', async () => {
    const body = `{"model":"sim-echo","messages":[{"role":"user","content":"hi"}],"metadata":${deep(100_000)}}`;
    expect((await chat(body)).status).toBe(200);
    expect((await simulator.send('GET', '/simulator/calls?limit=1')).json).toMatchObject({
      data: [{ status: 200, request: null }],
    });
  });

  it('of any shape never leads to a 5xx', async () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    const part = fc.record(
      { type: fc.constantFrom('text', 'image_url', 'x'), text: value },
      { requiredKeys: [] },
    );
    const message = fc.record(
      {
        role: fc.oneof(fc.constantFrom('user', 'system', 'assistant', 'tool'), value),
        content: fc.oneof(fc.string(), fc.array(part), value),
        tool_calls: value,
      },
      { requiredKeys: [] },
    );
    const schema = fc.dictionary(
      fc.constantFrom(
        'type',
        'properties',
        'items',
        'enum',
        '$ref',
        'anyOf',
        'allOf',
        'pattern',
        'required',
        'minLength',
      ),
      value,
    );
    const body = fc.record(
      {
        model: fc.oneof(
          {
            weight: 5,
            arbitrary: fc.constantFrom('sim-echo', 'sim-json', 'sim-bad-json', 'sim-refuse', 'sim-length'),
          },
          value,
        ),
        messages: fc.oneof(fc.array(message, { maxLength: 3 }), value),
        response_format: fc.oneof(
          schema.map((inner) => ({ type: 'json_schema', json_schema: { name: 'x', schema: inner } })),
          value,
        ),
        tools: fc.oneof(
          fc.array(schema.map((parameters) => ({ type: 'function', function: { name: 'f', parameters } }))),
          value,
        ),
        tool_choice: fc.oneof(fc.constantFrom('auto', 'required', 'none'), value),
        stream: fc.oneof(fc.boolean(), value),
        stop: value,
        seed: fc.oneof(fc.integer(), value),
        max_tokens: fc.oneof(fc.integer(), value),
        input: value,
      },
      { requiredKeys: ['model'] },
    );
    await fc.assert(
      fc.asyncProperty(
        body,
        fc.constantFrom(
          '/v1/chat/completions',
          '/v1/embeddings',
          '/openai/deployments/sim-json/chat/completions?api-version=1',
        ),
        async (content, path) => {
          const reply = await simulator.send('POST', path, content);
          expect(reply.status, reply.text).toBeLessThan(500);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('in paths and in the protocol itself is survived', async () => {
    for (const path of [
      '/v1/models/%E0%A4%A',
      '/v1/models/__proto__',
      '//',
      '/%00',
      '/simulator/calls?model=%FF&limit=1',
    ]) {
      expect((await simulator.send('GET', path)).status, path).toBeLessThan(500);
    }
    const socket = connect(Number(new URL(simulator.url()).port), '127.0.0.1');
    socket.end('NONSENSE\r\n\r\n');
    socket.resume();
    await once(socket, 'close');
    expect((await simulator.send('GET', '/healthz')).status).toBe(200);
  });
});

describe('stop', () => {
  it('ends connections at once, also those that wait for an answer', async () => {
    const own = await startSimulator();
    const body = JSON.stringify({ model: 'sim-hang', messages: [{ role: 'user', content: 'hi' }] });
    const answer = expect(
      fetch(`${own.url}/v1/chat/completions`, { method: 'POST', body }),
    ).rejects.toThrow();
    await expect
      .poll(async () => (await (await fetch(`${own.url}/simulator/calls`)).text()).includes('"in_flight":1'))
      .toBe(true);
    await own.stop();
    await own.stop();
    await answer;
    await expect(fetch(own.url)).rejects.toThrow();
  });

  it('is not needed when the port is taken', async () => {
    const own = await startSimulator();
    await expect(startSimulator({ port: own.port })).rejects.toThrow('EADDRINUSE');
    await own.stop();
  });
});
