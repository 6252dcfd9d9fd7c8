/**
 * The longest piece, in characters. Counting tokens takes time that grows with the square of a run without blanks,
 * so no text is ever counted at once.
 */
const LONGEST = 240;

/** Where a line or a sentence ends. What follows begins with its blank, as tokens do. */
const ENDS = /\n+|[.!?]+(?=\s)|[。！？]+/;

/** Splits a text where it is best cut: at the ends of lines and sentences, else between words, else anywhere. */
export function* piecesOf(text: string): Iterable<string> {
  for (let at = 0; at < text.length; ) {
    const end = at + lengthOfPiece(text, at);
    yield text.slice(at, end);
    at = end;
  }
}

/** Splits a text between words, and long words between characters. */
export function wordsOf(text: string): Iterable<string> {
  return text.match(/\s*\S{0,8}/gu) ?? [];
}

function lengthOfPiece(text: string, at: number): number {
  const ahead = text.slice(at, at + LONGEST);
  const ending = ENDS.exec(ahead);
  if (ending) return ending.index + ending[0].length;
  if (at + ahead.length === text.length) return ahead.length;
  const blank = ahead.lastIndexOf(' ');
  if (blank > 0) return blank;
  // Two halves of one character stay together.
  return ahead.isWellFormed() ? ahead.length : ahead.length - 1;
}
