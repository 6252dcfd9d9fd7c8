import { describe, expect, it } from 'vitest';
import { judgeAnswer } from '../../../worker/delivery/judge-answer.ts';

const timing = { began: 1_000_000, ended: 1_000_250 };
const SCHEDULE = [0, 5, 300];
const answered = (status: number, retryAfter?: string) =>
  judgeAnswer({ kind: 'answered', status, retryAfter, start: 'text' }, timing, 0, SCHEDULE);

describe('judgeAnswer', () => {
  it.each([200, 201, 202, 204, 299])('takes %d as delivered', (status) => {
    expect(answered(status)).toMatchObject({
      outcome: 'delivered',
      code: 'delivered',
      responseCode: status,
      durationMs: 250,
    });
  });

  it.each([301, 302, 308, 400, 401, 404, 409, 429, 500, 503])('tries again after %d', (status) => {
    const settlement = answered(status);
    expect(settlement).toMatchObject({ outcome: 'retry', code: `http_${status}`, response: 'text' });
    expect(settlement.nextAttemptAt).toBeGreaterThanOrEqual(timing.ended + 5_000);
  });

  it('takes 410 as the end', () => {
    expect(answered(410)).toMatchObject({ outcome: 'gone', responseCode: 410 });
  });

  it('honours Retry-After', () => {
    expect(answered(503, '60').nextAttemptAt).toBeGreaterThanOrEqual(timing.ended + 60_000);
  });

  it('gives up with the last attempt of the schedule', () => {
    const unanswered = { kind: 'unanswered', code: 'timeout' } as const;
    expect(judgeAnswer(unanswered, timing, 1, SCHEDULE)).toMatchObject({ outcome: 'retry', code: 'timeout' });
    expect(judgeAnswer(unanswered, timing, 2, SCHEDULE)).toMatchObject({
      outcome: 'failed',
      code: 'timeout',
    });
  });
});
