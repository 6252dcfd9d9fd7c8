/** How much of one text another repeats word for word. */
export interface Overlap {
  /** Words of the longest run that both have. */
  readonly longestRun: number;
  /** Share of the first text's runs of `RUN` words that the second has, 0 to 1. */
  readonly share: number;
}

const RUN = 6;
const WORD = /[\p{L}\p{N}]+/gu;
/** Instructions and answers are cut off here. */
const MOST_WORDS = 20_000;

/** Measures it by runs of six words, in time that grows with both texts. */
export function measureOverlap(original: string, text: string): Overlap {
  const runs = new Set(runsOf(original));
  if (runs.size === 0) return { longestRun: 0, share: 0 };
  const seen = new Set<string>();
  let longest = 0;
  let current = 0;
  for (const run of runsOf(text)) {
    current = runs.has(run) ? current + 1 : 0;
    if (current > 0) seen.add(run);
    longest = Math.max(longest, current);
  }
  return { longestRun: longest === 0 ? 0 : longest + RUN - 1, share: seen.size / runs.size };
}

function runsOf(text: string): string[] {
  const words = (text.normalize('NFKC').toLowerCase().match(WORD) ?? []).slice(0, MOST_WORDS);
  return words
    .slice(0, Math.max(0, words.length - RUN + 1))
    .map((_, at) => words.slice(at, at + RUN).join(' '));
}
