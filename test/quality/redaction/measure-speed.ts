import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const MEGABYTE = 1_000_000;
const ROUNDS = 9;

/** Megabytes a second on one core, the median of some rounds over one megabyte of each text. */
export interface Speeds {
  /** English prose with personal data here and there. */
  readonly prose: number;
  /** The measured documents one after the other: little else than personal data. */
  readonly dense: number;
}

export function measureSpeeds(documents: readonly string[], find: (text: string) => unknown): Speeds {
  const prose = readFileSync(join(import.meta.dirname, 'english.txt'), 'utf8');
  return {
    prose: speed(prose, find),
    dense: speed(documents.join('\n\n'), find),
  };
}

function speed(once: string, find: (text: string) => unknown): number {
  const text = once.repeat(Math.ceil(MEGABYTE / once.length)).slice(0, MEGABYTE);
  const megabytes = Buffer.byteLength(text) / MEGABYTE;
  const speeds = Array.from({ length: ROUNDS }, () => {
    const began = process.cpuUsage();
    find(text);
    const { user, system } = process.cpuUsage(began);
    return megabytes / ((user + system) / MEGABYTE);
  });
  return speeds.sort((one, other) => one - other)[Math.floor(ROUNDS / 2)] as number;
}
