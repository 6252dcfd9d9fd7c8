/** No sentence counts as longer than this. */
export const LONGEST_CHUNK = 260;

/** What is shorter goes with what follows it. */
const SHORTEST_CHUNK = 40;
const END = /[.!?;](?=\s)|\n|[。！？]|-->|<\/?(?:p|div|li|td|h\d|br)\b|",\s?"/g;

/** Where the sentences of a text begin, more or less; the first is 0. */
export function splitChunks(text: string): number[] {
  const starts = [0];
  let last = 0;
  for (const { index, 0: end } of text.matchAll(END)) {
    const next = index + end.length;
    if (next - last < SHORTEST_CHUNK || next >= text.length) continue;
    last = begin(starts, last, next);
  }
  begin(starts, last, text.length);
  if (starts.length > 1) starts.pop();
  return starts;
}

/** Adds a beginning, and others before it where the stretch is too long. */
function begin(starts: number[], last: number, next: number): number {
  for (let at = last + LONGEST_CHUNK; at < next; at += LONGEST_CHUNK) starts.push(at);
  starts.push(next);
  return next;
}
