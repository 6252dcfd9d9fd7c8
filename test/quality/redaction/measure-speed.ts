import type { LabelledDocument } from './read-documents.ts';

const MEGABYTE = 1_000_000;
const ROUNDS = 7;
/** Letters with accents, in a hundred, above which a text is not taken for English. */
const MOST_ACCENTS = 0.002;

/** Megabytes of UTF-8 English text a second on one core: the median of some rounds over one megabyte. */
export function measureSpeed(documents: readonly LabelledDocument[], find: (text: string) => unknown): number {
  const text = englishText(documents);
  const megabytes = Buffer.byteLength(text) / MEGABYTE;
  const speeds = Array.from({ length: ROUNDS }, () => {
    const began = process.cpuUsage();
    find(text);
    const { user, system } = process.cpuUsage(began);
    return megabytes / ((user + system) / MEGABYTE);
  });
  return speeds.sort((one, other) => one - other)[Math.floor(ROUNDS / 2)] as number;
}

function englishText(documents: readonly LabelledDocument[]): string {
  const english = documents.map(({ text }) => text).filter((text) => text.length > 250 && isEnglish(text));
  const once = english.join('\n\n');
  return once.repeat(Math.ceil(MEGABYTE / once.length)).slice(0, MEGABYTE);
}

function isEnglish(text: string): boolean {
  const accents = text.match(/[à-ÿ]/g)?.length ?? 0;
  return accents / text.length < MOST_ACCENTS && /\bthe\b/.test(text);
}
