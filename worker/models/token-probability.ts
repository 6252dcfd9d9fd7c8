import { itemsOf, objectOf } from './json-values.ts';

/** Gathers the logarithms of probabilities that come with an answer's choice, whole or in pieces. */
export function gatherProbability() {
  let sum = 0;
  let count = 0;
  return {
    take: (logprobs: unknown): void => {
      for (const token of itemsOf(objectOf(logprobs)?.content)) {
        const logprob = objectOf(token)?.logprob;
        if (typeof logprob !== 'number' || !(logprob <= 0)) continue;
        sum += logprob;
        count += 1;
      }
    },
    /** The geometric mean, as a part of an answer. */
    told: (): { readonly tokenProbability?: number } =>
      count === 0 ? {} : { tokenProbability: Math.exp(sum / count) },
  };
}
