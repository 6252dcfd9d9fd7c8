import { describe, expect, it } from 'vitest';
import { useSimulator } from './support/simulator.ts';

const simulator = useSimulator();
const embed = async (input: string | string[], extra: object = {}) =>
  (await simulator.openai().embeddings.create({ model: 'sim-embedding', input, ...extra })).data.map(
    (item) => item.embedding,
  );
const dot = (a: readonly number[] = [], b: readonly number[] = []) =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

describe('embeddings', () => {
  it('are unit vectors, the same for the same text, by base64 and as numbers', async () => {
    const [[first], [second], [floats]] = await Promise.all([
      embed('I was charged twice'),
      embed('I was charged twice'),
      embed('I was charged twice', { encoding_format: 'float' }),
    ]);
    expect(first).toHaveLength(256);
    expect(dot(first, first)).toBeCloseTo(1, 5);
    expect(second).toEqual(first);
    expect(floats).toEqual(first);
  });

  it('lie closer for texts that share words', async () => {
    const [question, near, far] = await embed([
      'refund for a double charge',
      'how refunds work after a charge',
      'the weather in spring',
    ]);
    expect(dot(question, near)).toBeGreaterThan(dot(question, far) + 0.2);
  });

  it('have the dimensions that are asked for, down to one', async () => {
    for (const dimensions of [1, 2, 64, 3072]) {
      const [vector] = await embed('a b c d', { dimensions });
      expect(vector).toHaveLength(dimensions);
      expect(dot(vector, vector)).toBeCloseTo(1, 4);
    }
  });

  it('take tokens in place of text', async () => {
    const reply = await simulator.send('POST', '/v1/embeddings', {
      model: 'sim-embedding',
      input: [[1, 2], [3]],
    });
    expect(reply.json).toMatchObject({
      object: 'list',
      data: [{ index: 0 }, { index: 1 }],
      usage: { prompt_tokens: 3 },
    });
  });

  it.each([
    {},
    { input: '' },
    { input: [] },
    { input: 5 },
    { input: [{}] },
    { input: 'a', dimensions: 0 },
    { input: 'a', encoding_format: 'x' },
  ])('refuse %j with 400', async (body) => {
    const reply = await simulator.send('POST', '/v1/embeddings', { model: 'sim-embedding', ...body });
    expect(reply.status).toBe(400);
    expect(reply.json).toMatchObject({ error: { type: 'invalid_request_error' } });
  });

  it('fail as the name of the model says', async () => {
    await expect(
      simulator.openai().embeddings.create({ model: 'sim-status-503', input: 'a' }),
    ).rejects.toMatchObject({ status: 503 });
  });
});
