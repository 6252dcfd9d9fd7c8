import type { ModelKind } from '../../shared/catalog/definitions.ts';
import type { ModelPort } from './model-port.ts';

/** Calls whose duration is remembered. */
const MOST = 20;
/** How many of these may have taken longer: a busy moment does not make a fast model slow. */
const EXCEPTIONS = 2;

/** A model that knows how long its last calls took. */
export interface TimedModel<K extends ModelKind = 'chat'> extends ModelPort<K> {
  /** Whether all but two of the last twenty calls were answered within this time, in ms. */
  answersWithin(ms: number): boolean;
  /** How long the calls take that are answered, in ms: the median of the last; undefined when none was lately. */
  latencyMs(): number | undefined;
}

/** A measurement that is older, in ms, says nothing of today. */
const LATELY_MS = 300_000;

/** Times the calls of a model; one that fails took for ever. */
export function timeModel<K extends ModelKind>(port: ModelPort<K>): TimedModel<K> {
  const durations: number[] = [];
  let answeredAt = Number.NEGATIVE_INFINITY;
  const note = (duration: number) => {
    if (durations.push(duration) > MOST) durations.shift();
  };
  return {
    call: async (request, signal) => {
      const start = performance.now();
      try {
        const answer = await port.call(request, signal);
        answeredAt = performance.now();
        note(answeredAt - start);
        return answer;
      } catch (error) {
        note(Number.POSITIVE_INFINITY);
        throw error;
      }
    },
    answersWithin: (ms) =>
      durations.length === MOST && durations.filter((duration) => duration >= ms).length <= EXCEPTIONS,
    latencyMs: () => {
      if (performance.now() - answeredAt > LATELY_MS) return undefined;
      const answered = durations.filter(Number.isFinite).sort((a, b) => a - b);
      return answered[Math.floor(answered.length / 2)];
    },
  };
}
