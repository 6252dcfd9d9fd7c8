import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startSimulator } from '../../../simulator/server.ts';
import { useSimulator } from './support/simulator.ts';

const folder = mkdtempSync(join(tmpdir(), 'recording-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, lines: readonly unknown[]): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  );
  return path;
}

const lines = [
  {
    model: 'acme-large',
    input: 'What is up?',
    output: 'The sky.',
    latency_ms: 400,
    input_tokens: 11,
    output_tokens: 3,
  },
  '',
  { model: 'acme-large', input: 'refund', output: { category: 'billing' }, latency_ms: 0 },
  { model: 'acme-large', input: 'refund my order', output: 'the longer match', latency_ms: 0 },
  { model: 'acme-large', input: 'flaky', status: 503, latency_ms: 0 },
  { model: 'acme-large', input: 'flaky', output: 'second time', latency_ms: 0 },
  { model: 'acme-small', input: '', output: 'anything', latency_ms: 0 },
];
const simulator = useSimulator(() => ({ recording: write('good.jsonl', lines), recordingSpeed: 10 }));

describe('a recording', () => {
  it('replays answers, tokens and latencies, faster when asked to', async () => {
    const start = performance.now();
    const completion = await simulator.openai().chat.completions.create({
      model: 'acme-large',
      messages: [{ role: 'user', content: 'What is up?' }],
    });
    const took = performance.now() - start;
    expect(completion.choices[0]?.message.content).toBe('The sky.');
    expect(completion.usage).toMatchObject({ prompt_tokens: 11, completion_tokens: 3, total_tokens: 14 });
    expect(took).toBeGreaterThanOrEqual(39);
    expect(took).toBeLessThan(390);
  });

  it('finds the text by its longest part', async () => {
    expect(await simulator.ask('acme-large', 'I want a refund')).toBe('{"category":"billing"}');
    expect(await simulator.ask('acme-large', 'Please refund my order')).toBe('the longer match');
    expect(await simulator.ask('acme-small', 'whatever')).toBe('anything');
  });

  it('replays calls of the same input in turn, errors included', async () => {
    await expect(simulator.ask('acme-large', 'flaky')).rejects.toMatchObject({ status: 503 });
    expect(await simulator.ask('acme-large', 'flaky')).toBe('second time');
    await expect(simulator.ask('acme-large', 'flaky')).rejects.toMatchObject({ status: 503 });
  });

  it('streams', async () => {
    const stream = simulator
      .openai()
      .chat.completions.stream({ model: 'acme-small', messages: [{ role: 'user', content: 'x' }] });
    expect(await stream.finalContent()).toBe('anything');
  });

  it('answers 404 to what was not recorded', async () => {
    await expect(simulator.ask('acme-large', 'never asked')).rejects.toMatchObject({
      status: 404,
      code: 'no_recording',
      param: 'messages',
    });
  });

  it('adds its models, and leaves the others', async () => {
    const ids = (await simulator.openai().models.list()).data.map((model) => model.id);
    expect(ids.slice(0, 2)).toEqual(['acme-large', 'acme-small']);
    expect(await simulator.ask('sim-echo', 'still here')).toBe('still here');
  });

  it.each([
    ['{"model": "m"', 'is not a JSON object'],
    [{ input: 'x', output: 'y' }, 'has no "model"'],
    [{ model: 'm', output: 'y' }, 'has no "input"'],
    [{ model: 'm', input: 'x' }, 'neither'],
    [{ model: 'm', input: 'x', output: 'y', latency_ms: -1 }, 'latency_ms'],
    [{ model: 'm', input: 'x', status: 99 }, 'status'],
  ])('stops the start at a bad line, naming it: %j', async (line, message) => {
    const recording = write('bad.jsonl', [lines[0], line]);
    await expect(startSimulator({ recording })).rejects.toThrow(`${recording}:2`);
    await expect(startSimulator({ recording })).rejects.toThrow(message);
  });

  it('must exist', async () => {
    await expect(startSimulator({ recording: join(folder, 'missing.jsonl') })).rejects.toThrow('ENOENT');
  });
});
