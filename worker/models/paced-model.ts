import type { ModelKind } from '../../shared/catalog/definitions.ts';
import { ModelFailure, type ModelPort } from './model-port.ts';

/** How long callers rest after a 429 that does not say how long, in ms: doubled from the first to the last. */
const FIRST_REST_MS = 1_000;
const LONGEST_REST_MS = 60_000;

/**
 * A model whose refusals for too many requests always say how long to rest. Where its provider does not, the
 * rest doubles with every further refusal after a rest, until a call is answered.
 */
export function paceModel<K extends ModelKind>(port: ModelPort<K>): ModelPort<K> {
  let restMs = 0;
  let restUntil = 0;
  return {
    call: async (request, signal) => {
      const begun = Date.now();
      try {
        const answer = await port.call(request, signal);
        restMs = 0;
        return answer;
      } catch (error) {
        if (!isSilentRefusal(error)) throw error;
        // What began before the last rest was over says nothing of whether that was long enough.
        if (begun >= restUntil) {
          restMs = Math.min(Math.max(FIRST_REST_MS, 2 * restMs), LONGEST_REST_MS);
          restUntil = Date.now() + restMs;
        }
        throw new ModelFailure(error.code, error.message, Math.max(FIRST_REST_MS, restUntil - Date.now()));
      }
    },
  };
}

function isSilentRefusal(error: unknown): error is ModelFailure {
  return (
    error instanceof ModelFailure && error.code === 'model_rate_limited' && error.retryAfterMs === undefined
  );
}
