import type { ModelDefinition } from '../../shared/catalog/definitions.ts';
import { toModelFailure } from './classify-failure.ts';
import { ModelFailure } from './model-port.ts';

/** What a call may use while it runs. */
export interface LimitedCall {
  readonly signal: AbortSignal;
  /** Says that a piece of a streamed answer has come. */
  heard(): void;
}

/** The times of a model's definition that a call keeps. */
type Limits = Pick<ModelDefinition, 'timeout_seconds' | 'first_token_seconds' | 'between_tokens_seconds'>;

/**
 * Runs a call within the times that its model's definition gives it.
 * @param streams whether it will say what it hears; the times for tokens hold for such calls alone
 * @throws the signal's reason; `ModelFailure` for everything else
 */
export async function callWithin<T>(
  limits: Limits,
  signal: AbortSignal,
  streams: boolean,
  run: (call: LimitedCall) => Promise<T>,
): Promise<T> {
  const { timeout_seconds, first_token_seconds, between_tokens_seconds } = limits;
  const call = new AbortController();
  const abortAfter = (seconds: number, message: string) =>
    setTimeout(() => call.abort(new ModelFailure('model_timeout', message)), 1_000 * seconds);
  const whole = abortAfter(timeout_seconds, `No answer within ${timeout_seconds} s.`);
  let token =
    streams && first_token_seconds !== undefined
      ? abortAfter(first_token_seconds, `No first token within ${first_token_seconds} s.`)
      : undefined;
  let isFirst = true;
  const heard = () => {
    if (!isFirst) {
      token?.refresh();
      return;
    }
    isFirst = false;
    clearTimeout(token);
    if (between_tokens_seconds === undefined) token = undefined;
    else token = abortAfter(between_tokens_seconds, `No further token within ${between_tokens_seconds} s.`);
  };
  const stop = () => call.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    signal.throwIfAborted();
    const answer = await run({ signal: call.signal, heard });
    call.signal.throwIfAborted();
    return answer;
  } catch (error) {
    throw call.signal.aborted ? call.signal.reason : signal.aborted ? signal.reason : toModelFailure(error);
  } finally {
    clearTimeout(whole);
    clearTimeout(token);
    signal.removeEventListener('abort', stop);
  }
}
