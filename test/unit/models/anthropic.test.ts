import { describe, expect, test } from 'vitest';
import { anthropicSchema } from '../../../worker/models/anthropic-schema.ts';
import type { ChatRequest } from '../../../worker/models/chat.ts';
import { itemsOf, objectOf } from '../../../worker/models/json-values.ts';
import { provideStand } from '../../support/models/provider-stand.ts';
import { PROVIDERS } from '../../support/models/providers.ts';
import { sends, streams } from '../../support/wire-server.ts';

const { signal } = new AbortController();
const anthropic = PROVIDERS.find(({ name }) => name === 'Anthropic') ?? expect.fail('it is not listed');
const question = { role: 'user' as const, content: 'What is the weather in Paris?' };

describe('Anthropic', () => {
  const stand = provideStand(anthropic);
  const ask = (request: Partial<ChatRequest> = {}, definition = {}) =>
    stand.model(definition).call({ messages: [question], parameters: {}, ...request }, signal);
  const sent = () => objectOf(stand.server.requests.at(-1)?.body) ?? {};

  test.each(['tool-call', 'tool-call-stream'])(
    'is sent its own turn back as it was, thinking included: %s',
    async (exchange) => {
      stand.replay(exchange);
      const { text, toolCalls, carry } = await ask(exchange === 'tool-call' ? {} : { onText: () => {} });
      const results = [1, 2].map((n) => ({
        role: 'tool' as const,
        toolCallId: `call_${n}`,
        content: 'cold',
        failed: n === 2,
      }));
      const turn = { role: 'assistant' as const, content: text, toolCalls, carry };
      await ask({ messages: [question, turn, ...results] }).catch(() => {});
      const turns = itemsOf(sent().messages);
      expect(turns[1]).toMatchObject({
        role: 'assistant',
        content: [
          { type: 'thinking', signature: 'c2lnbmF0dXJl' },
          { type: 'tool_use', id: 'call_1', input: { city: 'Paris' } },
        ],
      });
      // All results in one turn.
      expect(turns.slice(2)).toMatchObject([
        { role: 'user', content: [{ tool_use_id: 'call_1' }, { tool_use_id: 'call_2', is_error: true }] },
      ]);
    },
  );

  test("is not sent another model's thinking, nor an empty turn, nor arguments that are none", async () => {
    stand.replay('answer');
    const carry = { model: 'another', content: [{ type: 'thinking', thinking: '', signature: 'x' }] };
    const toolCalls = [{ id: 'call_1', name: 'get_weather', arguments: '{"city":' }];
    await ask({
      messages: [
        question,
        { role: 'assistant', content: '' },
        { role: 'assistant', content: 'One moment.', toolCalls, carry },
      ],
    });
    expect(sent().messages).toEqual([
      question,
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'One moment.' },
          { type: 'tool_use', id: 'call_1', name: 'get_weather', input: {} },
        ],
      },
    ]);
  });

  test('is told how long an answer may be: by the caller, by the definition, or else always', async () => {
    stand.replay('answer');
    const definition = { capabilities: { max_output_tokens: 300 } };
    await ask({ parameters: { max_output_tokens: 20 } }, definition);
    await ask({}, definition);
    await ask();
    expect(stand.server.requests.map(({ body }) => objectOf(body)?.max_tokens)).toEqual([20, 300, 16_000]);
  });

  test('is told a schema in words where it would bind the answer to something else', async () => {
    stand.replay('answer');
    const schema = { type: 'object', additionalProperties: { type: 'number' } };
    await ask({ outputSchema: { name: 'open', schema } });
    expect(sent().system).toContain(JSON.stringify(schema));
    expect(sent()).not.toHaveProperty('output_config');
  });

  test('ends a call of a tool in the middle when its tokens are spent: that is no call', async () => {
    const events = itemsOf(objectOf(stand.recorded('tool-call-stream').response)?.events);
    const cut = events.filter((event) => !JSON.stringify(event).includes('\\"Paris\\"'));
    const spent = JSON.parse(
      JSON.stringify(cut).replace('"tool_use","stop_sequence"', '"max_tokens","stop_sequence"'),
    );
    stand.server.answer = streams(spent);
    const answer = await ask({ onText: () => {} });
    expect(answer).toMatchObject({ text: '', finishReason: 'length' });
    expect(answer.toolCalls).toBeUndefined();
    stand.server.answer = streams(cut);
    await expect(ask({ onText: () => {} })).rejects.toMatchObject({ code: 'model_bad_answer' });
  });

  test.each([
    ['stop_sequence', 'stop'],
    ['model_context_window_exceeded', 'length'],
    ['pause_turn', 'other'],
    ['something new', 'other'],
  ])('says %s for %s', async (word, finishReason) => {
    stand.server.answer = sends(stand.body().replace('end_turn', word));
    expect(await ask()).toMatchObject({ text: 'Paris', finishReason });
  });
});

describe('a schema for Anthropic', () => {
  test('is closed, and says in its descriptions what cannot bind', () => {
    const schema = {
      type: 'object',
      required: ['n'],
      properties: { n: { type: 'integer', minimum: 1 }, list: { type: 'array', items: { enum: ['a'] } } },
    };
    expect(anthropicSchema(schema)).toMatchObject({
      additionalProperties: false,
      required: ['n'],
      properties: { n: { type: 'integer', description: '{minimum: 1}' }, list: { items: { enum: ['a'] } } },
    });
  });

  test.each([
    [{}],
    [{ type: 'object' }],
    [{ type: 'object', properties: { a: { type: 'object', additionalProperties: true, properties: {} } } }],
    [{ type: 'array', items: { type: 'object' } }],
    [{ anyOf: [{ type: 'string' }, { type: 'object', patternProperties: {} }] }],
  ])('is none for %j', (schema) => {
    expect(anthropicSchema(schema)).toBeUndefined();
  });
});
