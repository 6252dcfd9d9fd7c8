/** Words of which a simulated model is not sure. */
const HEDGING = /\b(maybe|perhaps|possibly|probably)\b/i;
const SURE = -0.01;
const UNSURE = -2;

/** How probable the words of a text were, in the form of chat completions: each word with the space behind it is a token. */
export function describeLogprobs(text: string) {
  const tokens = text.match(/\s*\S+\s*/g) ?? [];
  return {
    content: tokens.map((token) => ({
      token,
      logprob: HEDGING.test(token) ? UNSURE : SURE,
      bytes: [...Buffer.from(token)],
      top_logprobs: [],
    })),
    refusal: null,
  };
}
