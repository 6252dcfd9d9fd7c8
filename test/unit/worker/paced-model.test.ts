import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type ModelAnswer, ModelFailure } from '../../../worker/models/model-port.ts';
import { paceModel } from '../../../worker/models/paced-model.ts';

const answer: ModelAnswer = {
  text: 'hello',
  finishReason: 'stop',
  usage: { input: 1, output: 1, cached: 0, reasoning: 0 },
};
const request = { messages: [], parameters: {} };
const { signal } = new AbortController();

/** What the next call comes to. */
let next: () => Promise<ModelAnswer>;
const model = () => paceModel({ call: () => next() });
const refuse = (afterMs?: number) => async () => {
  throw new ModelFailure('model_rate_limited', 'The model answered 429.', afterMs);
};

/** How long a refused call asks to rest, in ms. */
async function restOf(port: ReturnType<typeof model>): Promise<number | undefined> {
  const failure = await port.call(request, signal).catch((error: unknown) => error);
  return failure instanceof ModelFailure ? failure.retryAfterMs : undefined;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the rest doubles up to a minute, and begins anew after an answer', async () => {
  const port = model();
  next = refuse();
  const rests = [];
  for (let i = 0; i < 8; i++) {
    const rest = (await restOf(port)) ?? 0;
    rests.push(rest / 1_000);
    vi.advanceTimersByTime(rest);
  }
  expect(rests).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  next = async () => answer;
  expect(await port.call(request, signal)).toBe(answer);
  next = refuse();
  expect(await restOf(port)).toBe(1_000);
});

test('many refused at once rest once', async () => {
  const port = model();
  next = refuse();
  expect(await Promise.all(Array.from({ length: 20 }, () => restOf(port)))).toEqual(Array(20).fill(1_000));
});

test('what the provider says counts', async () => {
  const port = model();
  next = refuse(5);
  expect(await restOf(port)).toBe(5);
});
