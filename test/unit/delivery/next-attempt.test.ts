import { describe, expect, it } from 'vitest';
import { DELIVERY_SCHEDULE_SECONDS } from '../../../shared/contracts/webhook-events.ts';
import { nextAttemptIn, parseRetryAfter } from '../../../worker/delivery/next-attempt.ts';

const SCHEDULE = DELIVERY_SCHEDULE_SECONDS;
const none = () => 0;
const most = () => 1;

describe('nextAttemptIn', () => {
  it('follows the schedule, each attempt counted from the one before, and ends with it', () => {
    const delays = SCHEDULE.map((_, i) => nextAttemptIn(SCHEDULE, i + 1, undefined, none));
    const seconds = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
    expect(delays).toEqual([...seconds.map((s) => 1_000 * s), undefined]);
    expect(seconds.reduce((a, b) => a + b) / 3_600).toBeCloseTo(75.6, 1);
  });

  it('adds up to a tenth and takes nothing off', () => {
    expect(nextAttemptIn(SCHEDULE, 1, undefined, most)).toBe(5_500);
    for (let i = 0; i < 1_000; i++) {
      expect(nextAttemptIn(SCHEDULE, 2, undefined)).toBeGreaterThanOrEqual(300_000);
      expect(nextAttemptIn(SCHEDULE, 2, undefined)).toBeLessThanOrEqual(330_000);
    }
  });

  it('waits longer where the receiver asks for it, a day at most, and never less than the schedule', () => {
    expect(nextAttemptIn(SCHEDULE, 1, 60_000, none)).toBe(60_000);
    expect(nextAttemptIn(SCHEDULE, 1, 1_000, none)).toBe(5_000);
    expect(nextAttemptIn(SCHEDULE, 1, 10 * 86_400_000, none)).toBe(86_400_000);
    expect(nextAttemptIn(SCHEDULE, SCHEDULE.length, 60_000, none)).toBeUndefined();
  });
});

describe('parseRetryAfter', () => {
  const now = Date.parse('2031-02-03T04:05:06Z');

  it('reads seconds and HTTP dates', () => {
    expect(parseRetryAfter('120', now)).toBe(120_000);
    expect(parseRetryAfter(' 0 ', now)).toBe(0);
    expect(parseRetryAfter('Mon, 03 Feb 2031 04:06:06 GMT', now)).toBe(60_000);
    expect(parseRetryAfter('Mon, 03 Feb 2031 04:04:06 GMT', now)).toBe(0);
  });

  it.each([undefined, '', '-5', '1.5', 'soon', '2031-02-03', '99999999999999'])('ignores %s', (header) => {
    expect(parseRetryAfter(header, now)).toBeUndefined();
  });
});
