import type { Settlement } from '../../shared/stores/settle-delivery.ts';
import { nextAttemptIn, parseRetryAfter } from './next-attempt.ts';
import type { Posted } from './post-message.ts';

/** The answer by which a receiver says that it wants no more. */
const GONE = 410;

/**
 * What a request comes to: any 2xx is success, 410 ends the delivery and its endpoint, everything else is
 * tried again while the schedule lasts.
 * @param timing when the request began and ended, in Unix ms
 * @param tries attempts of this schedule before this one
 */
export function judgeAnswer(
  posted: Posted,
  timing: { readonly began: number; readonly ended: number },
  tries: number,
  schedule: readonly number[],
): Settlement {
  const at = timing.began;
  const durationMs = timing.ended - timing.began;
  if (posted.kind === 'unanswered') {
    const delay = nextAttemptIn(schedule, tries + 1, undefined);
    return { ...againIn(delay, timing.ended), code: posted.code, at, durationMs };
  }
  const { status, start } = posted;
  const facts = { at, durationMs, responseCode: status, response: start };
  if (status >= 200 && status < 300) return { outcome: 'delivered', code: 'delivered', ...facts };
  if (status === GONE) return { outcome: 'gone', code: 'http_410', ...facts };
  const asked = parseRetryAfter(posted.retryAfter, timing.ended);
  const delay = nextAttemptIn(schedule, tries + 1, asked);
  return { ...againIn(delay, timing.ended), code: `http_${status}`, ...facts };
}

function againIn(delay: number | undefined, now: number): Pick<Settlement, 'outcome' | 'nextAttemptAt'> {
  return delay === undefined ? { outcome: 'failed' } : { outcome: 'retry', nextAttemptAt: now + delay };
}
