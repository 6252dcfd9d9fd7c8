import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { callWithin } from '../../../worker/models/call-limits.ts';

const { signal } = new AbortController();
const limits = { timeout_seconds: 10, first_token_seconds: 2, between_tokens_seconds: 1 };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('every token gives the next its whole time; all of them have that of the call', async () => {
  let heard = () => {};
  const call = callWithin(limits, signal, true, (call) => {
    heard = call.heard;
    return new Promise((_resolve, reject) => {
      call.signal.addEventListener('abort', () => reject(new Error('closed')));
    });
  }).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(1_900);
  for (let i = 0; i < 9; i++) {
    heard();
    await vi.advanceTimersByTimeAsync(900);
  }
  expect(await call).toMatchObject({ code: 'model_timeout', message: 'No answer within 10 s.' });
  expect(vi.getTimerCount()).toBe(0);
});

test('nothing is left of a call that ended: no timer, no listener', async () => {
  const { signal } = new AbortController();
  const remove = vi.spyOn(signal, 'removeEventListener');
  expect(
    await callWithin(limits, signal, true, async ({ heard }) => {
      heard();
      heard();
      return 'answer';
    }),
  ).toBe('answer');
  expect(vi.getTimerCount()).toBe(0);
  expect(remove).toHaveBeenCalledOnce();
});

test('an answer that comes with the abort is none', async () => {
  const controller = new AbortController();
  const reason = new Error('no longer wanted');
  const call = callWithin(limits, controller.signal, false, async () => {
    controller.abort(reason);
    return 'answer';
  });
  await expect(call).rejects.toBe(reason);
});
