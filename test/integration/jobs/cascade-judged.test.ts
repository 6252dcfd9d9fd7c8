import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CascadeSystem, startCascadeSystem } from '../../support/cascade-system.ts';

const a = { category: 'a' };
const b = { category: 'b' };

let system: CascadeSystem;

beforeAll(async () => {
  const criteria = 'It is fit to be read.';
  const judged = {
    output_schema: {
      type: 'object',
      required: ['category'],
      properties: { category: { type: 'string' }, words: { type: 'string' } },
    },
    guardrails: { judge: { model: 'sim-judge', criteria, on: ['input', 'output'] } },
  };
  system = await startCascadeSystem({ judged: { agreement: 2 } }, { judged });
});
afterAll(() => system.stop());

describe('a cascade whose input and answer are judged', () => {
  const judges = async (id: string) =>
    (await system.timeline(id)).flatMap(({ branch }) => (branch?.startsWith('judge.') ? [branch] : []));

  test('asks its members once, and has what they agree on judged', async () => {
    const id = await system.enqueue('judged');
    await system.answer({ 'cheap-1': a, 'cheap-2': a });
    expect(await system.api.finished(id)).toMatchObject({
      ...{ status: 'completed', model: 'cheap-1' },
      result: { output: a, confidence: 1 },
    });
    expect(await judges(id)).toEqual(['judge.input', 'judge.output']);
  });

  test('has the answer judged for which it has gone up', async () => {
    const id = await system.enqueue('judged');
    await system.answer({ 'cheap-1': a, 'cheap-2': b });
    await system.answer({ 'cheap-3': b });
    expect(await system.api.finished(id)).toMatchObject({
      ...{ status: 'completed', model: 'cheap-3' },
      result: { output: b, confidence: 2 / 3 },
    });
    expect(await judges(id)).toEqual(['judge.input', 'judge.output']);
  });
});
