import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import { describe, expect, it } from 'vitest';
import { useSimulator } from './support/simulator.ts';

const simulator = useSimulator();

async function readStream(
  model: string,
  content: string,
  extra: object = {},
): Promise<ChatCompletionChunk[]> {
  const stream = await simulator.openai().chat.completions.create({
    model,
    messages: [{ role: 'user', content }],
    ...extra,
    stream: true,
  });
  const chunks: ChatCompletionChunk[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

const joinContent = (chunks: readonly ChatCompletionChunk[]) =>
  chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');

describe('a stream', () => {
  it.each(['Hi', 'The quick brown fox jumps over the lazy dog. '.repeat(200), '👩‍🚀🚀'.repeat(99), ''])(
    'carries the whole text in few pieces (%#)',
    async (text) => {
      const chunks = await readStream('sim-echo', text);
      expect(joinContent(chunks)).toBe(text);
      expect(chunks.length).toBeLessThanOrEqual(18);
      expect(chunks[0]?.choices[0]?.delta.role).toBe('assistant');
      expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('stop');
      expect(new Set(chunks.map((chunk) => chunk.id)).size).toBe(1);
    },
  );

  it('ends with the usage when that is asked for', async () => {
    const chunks = await readStream('sim-echo', 'hello', { stream_options: { include_usage: true } });
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 9, completion_tokens: 2 } });
    expect(chunks.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true);
    expect((await readStream('sim-echo', 'hello')).some((chunk) => 'usage' in chunk)).toBe(false);
  });

  it('carries refusals and tool calls', async () => {
    const refusal = await readStream('sim-refuse', 'hello');
    expect(refusal.map((chunk) => chunk.choices[0]?.delta.refusal ?? '').join('')).toContain('sorry');
    const tool = {
      type: 'function',
      function: {
        name: 'find_order',
        parameters: { type: 'object', properties: { text: { type: 'string' } } },
      },
    };
    const runner = simulator.openai().chat.completions.stream({
      model: 'sim-echo',
      messages: [{ role: 'user', content: 'find it' }],
      tools: [tool as never],
      tool_choice: 'required',
    });
    const message = await runner.finalMessage();
    expect(message.tool_calls?.[0]).toMatchObject({ type: 'function', function: { name: 'find_order' } });
    const call = message.tool_calls?.[0];
    expect(call?.type === 'function' && JSON.parse(call.function.arguments)).toEqual({ text: 'find it' });
  });

  it('spreads its pieces over time for sim-stream, and holds them back together for sim-slow', async () => {
    const times: number[] = [];
    const stream = await simulator.openai().chat.completions.create({
      model: 'sim-stream-400',
      messages: [{ role: 'user', content: 'one two three four five six seven eight nine ten' }],
      stream: true,
    });
    const start = performance.now();
    for await (const _ of stream) times.push(performance.now() - start);
    expect(times.at(-1)).toBeGreaterThan(350);
    expect(times[0]).toBeLessThan((times.at(-1) ?? 0) / 2);

    const before = performance.now();
    await readStream('sim-slow-80', 'text');
    expect(performance.now() - before).toBeGreaterThanOrEqual(79);
  });

  it('breaks in the middle for sim-broken-stream', async () => {
    await expect(readStream('sim-broken-stream', 'some text that is never complete')).rejects.toThrow();
    await expect(simulator.ask('sim-broken-stream', 'text')).rejects.toThrow();
  });

  it('breaks only the first calls of a prompt for sim-broken-stream-<n>', async () => {
    await expect(readStream('sim-broken-stream-1', 'again and again and again')).rejects.toThrow();
    expect(joinContent(await readStream('sim-broken-stream-1', 'again and again and again'))).toBe(
      'again and again and again',
    );
    await expect(readStream('sim-broken-stream-1', 'another prompt, another count')).rejects.toThrow();
  });
});
