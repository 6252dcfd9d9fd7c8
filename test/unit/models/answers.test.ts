import { describe, expect, test } from 'vitest';
import type { Parameters } from '../../../shared/contracts/job-request.ts';
import type { ChatAnswer, ChatRequest, ToolCall } from '../../../worker/models/chat.ts';
import { provideStand } from '../../support/models/provider-stand.ts';
import { PROVIDERS } from '../../support/models/providers.ts';

const { signal } = new AbortController();
const usage = { input: 20, output: 7, cached: 8, reasoning: 4 };
const messages = [
  { role: 'system' as const, content: 'Answer in one word.' },
  { role: 'user' as const, content: 'What is the capital of France?' },
];
const question = { role: 'user' as const, content: 'What is the weather in Paris?' };
const text = { type: 'string' };
const closed = { type: 'object', additionalProperties: false, required: ['city'] };
const tools = [
  {
    name: 'get_weather',
    description: 'Weather of a city.',
    parameters: { ...closed, properties: { city: text } },
  },
];
const call: ToolCall = { id: 'call_1', name: 'get_weather', arguments: '{"city":"Paris"}' };
const outputSchema = {
  name: 'place',
  schema: { ...closed, properties: { city: { ...text, maxLength: 40 } } },
};
const everything: Parameters = {
  temperature: 0.5,
  top_p: 0.9,
  max_output_tokens: 100,
  stop: ['END'],
  seed: 7,
  reasoning_effort: 'low',
};
const declined = 'I cannot help with that.';

/** What is asked, and what every provider's answer to it comes to. */
const CASES: readonly [string, Partial<ChatRequest>, Partial<ChatAnswer>][] = [
  ['answer', {}, { text: 'Paris', finishReason: 'stop' }],
  ['schema', { outputSchema }, { text: '{"city":"Paris"}', finishReason: 'stop' }],
  ['length', { parameters: { max_output_tokens: 2 } }, { text: 'Par', finishReason: 'length' }],
  ['filter', {}, { text: '', finishReason: 'content_filter' }],
  ['refusal', {}, { text: '', refusal: declined, finishReason: 'refusal' }],
  ['tool-call', { messages: [question], tools }, { text: '', finishReason: 'tool_calls' }],
  [
    'tool-result',
    {
      messages: [
        question,
        { role: 'assistant', content: '', toolCalls: [call] },
        { role: 'tool', toolCallId: 'call_1', content: '18 degrees' },
      ],
      tools,
    },
    { text: 'Mild.', finishReason: 'stop' },
  ],
];

describe.each(PROVIDERS)('$name', (provider) => {
  const stand = provideStand(provider);
  const ask = (request: Partial<ChatRequest> = {}) =>
    stand.model().call({ messages, parameters: {}, ...request }, signal);

  test.each(CASES.filter(([name]) => !provider.lacks.includes(name)))('%s', async (name, asked, expected) => {
    const request = stand.replay(name);
    const answer = await ask(asked);
    expect(answer).toMatchObject(expected);
    expect(answer.refusal).toBe(expected.refusal);
    expect(answer.toolCalls?.map(withoutId)).toEqual(name === 'tool-call' ? [withoutId(call)] : undefined);
    expect(stand.server.requests).toMatchObject([
      { method: 'POST', path: provider.path, headers: provider.key },
    ]);
    expect(stand.server.requests[0]?.body).toEqual(request);
  });

  test('usage counts everything that was read, what the cache had, and the thinking', async () => {
    stand.replay('answer');
    const told = provider.wire.includes('compatible') ? { ...usage, cached: 0, reasoning: 0 } : usage;
    expect((await ask()).usage).toEqual(told);
    stand.replay('stream');
    expect((await ask({ onText: () => {} })).usage).toEqual(told);
  });

  test('a stream is heard piece by piece, and comes to the same answer', async () => {
    const request = stand.replay('stream');
    const pieces: string[] = [];
    const answer = await ask({ onText: (piece) => pieces.push(piece) });
    expect(pieces).toEqual(['Par', 'is']);
    expect(answer).toMatchObject({ text: 'Paris', finishReason: 'stop' });
    expect(stand.server.requests[0]?.body).toEqual(request);
  });

  test('a stream may ask for tools, or decline', async () => {
    const onText = () => expect.fail('there is no text');
    stand.replay('tool-call-stream');
    const asks = await ask({ messages: [question], tools, onText });
    expect(asks).toMatchObject({ text: '', finishReason: 'tool_calls' });
    expect(asks.toolCalls?.map(withoutId)).toEqual([withoutId(call)]);
    stand.replay('refusal-stream');
    expect(await ask({ onText })).toMatchObject({ text: '', refusal: declined, finishReason: 'refusal' });
  });

  test('parameters are translated; one that it cannot do is refused, never left out', async () => {
    const taken = Object.fromEntries(
      Object.entries(everything).filter(([name]) => !provider.lacks.includes(name)),
    );
    const request = stand.replay('parameters');
    await ask({ parameters: taken });
    expect(stand.server.requests[0]?.body).toEqual(request);
    for (const name of Object.keys(everything).filter((name) => provider.lacks.includes(name))) {
      const refused = ask({ parameters: { [name]: Reflect.get(everything, name) } });
      await expect(refused).rejects.toMatchObject({
        code: 'model_rejected',
        message: expect.stringContaining(name),
      });
    }
    expect(stand.server.requests).toHaveLength(1);
  });
});

/** Servers that give their calls no ids are given some. */
function withoutId({ id, ...rest }: ToolCall) {
  expect(id).toMatch(/^call_\d$/);
  return rest;
}
