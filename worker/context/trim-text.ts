import { DATA_MARKS } from '../../shared/catalog/delimit-data.ts';
import type { CountTokens } from './count-tokens.ts';
import { piecesOf, wordsOf } from './pieces-of-text.ts';

/** What tells the model that a text was cut. */
const CUT = ' …';
/** What a cut puts after the text, in tokens: that, and the end of a mark. */
const END_TOKENS = 8;

/** Tokens of a text; infinitely many as soon as there are more than `most`, however many they are. */
export function measure(text: string, most: number, count: CountTokens): number {
  let tokens = 0;
  for (const piece of piecesOf(text)) {
    tokens += count(piece);
    if (tokens > most) return Number.POSITIVE_INFINITY;
  }
  return tokens;
}

/**
 * The beginning of a text that is longer than that, cut at the end of a line or sentence where there is one. Its
 * marks of data stay whole and in pairs.
 * @returns nothing where no data would be left
 */
export function trim(text: string, most: number, count: CountTokens): string {
  const length = lengthThatFits(text, most - END_TOKENS, count);
  const { open, close } = DATA_MARKS;
  const kept = text.slice(0, startOfMark(text, length)).trimEnd();
  const opened = kept.lastIndexOf(open);
  const inside = opened > kept.lastIndexOf(close);
  const words = inside && kept.length === opened + open.length ? kept.slice(0, opened).trimEnd() : kept;
  if (words === '' || (text.includes(open) && !words.includes(open))) return '';
  return `${words}${CUT}${inside && words === kept ? `\n${close}` : ''}`;
}

/** The length of the most pieces that fit; where they would leave half of the room empty, with words of the next. */
function lengthThatFits(text: string, most: number, count: CountTokens): number {
  let tokens = 0;
  let length = 0;
  const take = (pieces: Iterable<string>) => {
    for (const piece of pieces) {
      const more = count(piece);
      if (tokens + more > most) return;
      tokens += more;
      length += piece.length;
    }
  };
  take(piecesOf(text));
  const [next = ''] = piecesOf(text.slice(length));
  if (2 * tokens < most) take(wordsOf(next));
  return length;
}

/** Where the mark begins that a place lies in; the place itself when it lies in none. */
function startOfMark(text: string, at: number): number {
  for (const mark of Object.values(DATA_MARKS)) {
    const start = text.lastIndexOf(mark, at);
    if (start >= 0 && start < at && at < start + mark.length) return start;
  }
  return at;
}
