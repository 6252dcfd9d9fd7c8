/** A text as lower-case words, each between two spaces. */
export function normalise(text: string): string {
  const plain = text.toLowerCase().replace(/[’‘]/g, "'");
  return ` ${plain.replace(/[^\p{L}\p{N}']+/gu, ' ').trim()} `;
}

/** How many of the stems begin a word (or a phrase) of normalised words. */
export function countStems(words: string, stems: readonly string[]): number {
  return stems.filter((stem) => words.includes(` ${stem}`)).length;
}
