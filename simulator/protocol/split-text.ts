const maxPieces = 8;
const minPieceLength = 6;

/** Splits a text into at most 8 pieces, between words where it can, never inside a character. */
export function splitText(text: string): readonly string[] {
  const target = Math.max(minPieceLength, Math.ceil(text.length / maxPieces));
  const pieces: string[] = [];
  let from = 0;
  while (from < text.length) {
    const to = findCut(text, from + target, from + 2 * target);
    pieces.push(text.slice(from, to));
    from = to;
  }
  return pieces;
}

function findCut(text: string, from: number, to: number): number {
  const space = text.indexOf(' ', from);
  const cut = space >= 0 && space < to ? space : from;
  const splitsCharacter =
    /[\udc00-\udfff]/.test(text.charAt(cut)) && /[\ud800-\udbff]/.test(text.charAt(cut - 1));
  return splitsCharacter ? cut + 1 : cut;
}
