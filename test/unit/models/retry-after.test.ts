import { describe, expect, test } from 'vitest';
import { retryAfterMs, usedUpMs } from '../../../worker/models/retry-after.ts';

const of = (headers: Record<string, string>) => retryAfterMs(new Headers(headers));
const openai = (limit: string, remaining: string, reset: string) => ({
  [`x-ratelimit-remaining-${limit}`]: remaining,
  [`x-ratelimit-reset-${limit}`]: reset,
});

describe('how long a provider asks to wait', () => {
  test.each<[Record<string, string>, number | undefined]>([
    [{}, undefined],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': '-3' }, 0],
    [{ 'retry-after': '1.5' }, 1_500],
    [{ 'retry-after': '99999' }, 600_000],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': new Date(0).toUTCString() }, 0],
    [{ 'retry-after-ms': '20.5' }, 20.5],
    [{ 'retry-after-ms': 'soon', 'retry-after': '1' }, 1_000],
    [openai('requests', '0', '1s'), 1_000],
    [openai('requests', '0', '20ms'), 20],
    [openai('requests', '0', '6m0s'), 360_000],
    [openai('tokens', '0', '1m12.34s'), 72_340],
    [openai('requests', '0', '8h1m'), 600_000],
    [openai('tokens', '0', '59'), 59_000],
    // What is used up counts; where nothing is, too little was left of something.
    [{ ...openai('requests', '5', '9s'), ...openai('tokens', '0', '2s') }, 2_000],
    [{ ...openai('requests', '0', '3s'), ...openai('tokens', '0', '2s') }, 3_000],
    [{ ...openai('requests', '5', '4s'), ...openai('tokens', '10', '2s') }, 4_000],
    // Azure, where it does not know.
    [openai('tokens', '-1', '0'), undefined],
    [openai('tokens', '0', 'never'), undefined],
    [{ 'anthropic-ratelimit-tokens-reset': new Date(0).toISOString() }, undefined],
  ])('%j: %s ms', (headers, expected) => {
    expect(of(headers)).toBe(expected);
  });
});

describe('how long nothing is left, as a provider says it beside an answer', () => {
  const soon = new Date(Date.now() + 30_000).toISOString();
  test.each<[Record<string, string>, number]>([
    [{}, 0],
    [openai('requests', '1', '1s'), 0],
    [openai('requests', '0', '1s'), 1_000],
    [openai('tokens', '0', '6m0s'), 360_000],
    [{ ...openai('requests', '0', '3s'), ...openai('tokens', '0', '2s') }, 3_000],
    [{ ...openai('requests', '5', '9s'), ...openai('tokens', '0', '2s') }, 2_000],
    [openai('tokens', '-1', '9s'), 0],
    [openai('tokens', '0', 'never'), 0],
    [{ 'x-ratelimit-remaining-tokens': '0' }, 0],
    [
      { 'anthropic-ratelimit-output-tokens-remaining': '0', 'anthropic-ratelimit-output-tokens-reset': soon },
      30_000,
    ],
  ])('%j: %s ms', (headers, expected) => {
    const ms = usedUpMs(new Headers(headers));
    expect(ms).toBeLessThanOrEqual(expected);
    expect(ms).toBeGreaterThan(expected - (expected === 30_000 ? 20_000 : 1));
  });
});
