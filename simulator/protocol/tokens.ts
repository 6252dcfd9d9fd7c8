const charactersPerToken = 4;

/** Tokens of one call. */
export interface TokenCounts {
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
  /** Hidden tokens; part of the output tokens. */
  readonly reasoningTokens: number;
}

/** An estimate of the tokens in a text: four characters each. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}

/** The longest start of a text that has at most so many tokens. */
export function cutToTokens(text: string, tokens: number): string {
  const cut = text.slice(0, Math.max(0, tokens) * charactersPerToken);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}
