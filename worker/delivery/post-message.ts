import type { Dispatcher } from 'undici';
import { failureCode } from './failure-code.ts';
import { readStart } from './read-start.ts';
import type { SignedMessage } from './sign-message.ts';

/** What came of one request: the receiver's answer, or why there was none. */
export type Posted =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly retryAfter?: string;
      /** First 1 KB of the body. */
      readonly start: string;
    }
  | { readonly kind: 'unanswered'; readonly code: string };

/** Sends one message. Never rejects. */
export type PostMessage = (message: SignedMessage) => Promise<Posted>;

/** Time for one whole request, in ms. */
const POST_TIMEOUT_MS = 15_000;
/** An answer that has begun gets at most this long for its body, in ms: the status is what counts. */
const BODY_TIMEOUT_MS = 2_000;

/** Posts over a pooled client. Redirects are answers like any other; they are not followed. */
export function createPost(client: Pick<Dispatcher, 'request'>, timeoutMs = POST_TIMEOUT_MS): PostMessage {
  return async ({ url, headers, body }) => {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(new TimeoutError()), timeoutMs);
    let bodyTimer: NodeJS.Timeout | undefined;
    try {
      const { origin, pathname, search } = new URL(url);
      const { signal } = controller;
      const path = pathname + search;
      const answer = await client.request({ origin, path, method: 'POST', headers, body, signal });
      bodyTimer = setTimeout(() => controller.abort(new TimeoutError()), BODY_TIMEOUT_MS);
      const retryAfter = answer.headers['retry-after'];
      return {
        kind: 'answered',
        status: answer.statusCode,
        retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
        start: await readStart(answer.body),
      };
    } catch (error) {
      return { kind: 'unanswered', code: failureCode(error) };
    } finally {
      clearTimeout(timer);
      clearTimeout(bodyTimer);
    }
  };
}

class TimeoutError extends Error {
  readonly code = 'ETIMEDOUT';
}
