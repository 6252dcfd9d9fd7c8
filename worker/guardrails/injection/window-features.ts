import type { Span } from '../guardrail.ts';
import { CONCEPTS, type ConceptHit } from './concepts.ts';
import { mostGrams, readGrams } from './grams.ts';
import { SIGNALS, type SignalHit } from './signals.ts';
import { LONGEST_CHUNK, splitChunks } from './split-chunks.ts';

/** Concepts this near, in characters, are taken to belong together. */
const NEAR = 90;
/** Concepts this near say one thing. */
const CLOSE = 14;
/** Bounds the pairs of a text that is nothing but such words. */
const MOST_NEIGHBOURS = 16;
const OPENS =
  /(?:^|[.!?;:\n"'`>\-,(\]|*]|。|、|，|\b(?:please|now|and|then|just|to|bitte|und|et|y|e)) {0,3}$/;

/** All features that have a name, and so a weight that can be explained. */
export const NAMED_FEATURES: readonly string[] = [
  ...SIGNALS,
  ...CONCEPTS,
  ...CONCEPTS.map((concept) => `^ ${concept}`),
  ...CONCEPTS.flatMap((first) => CONCEPTS.map((second) => `${first} > ${second}`)),
  ...CONCEPTS.flatMap((first) => CONCEPTS.map((second) => `${first} >> ${second}`)),
];
const INDEXES = new Map(NAMED_FEATURES.map((name, index) => [name, index]));
const FIRST_CONCEPT = SIGNALS.length;
const FIRST_OPENING = FIRST_CONCEPT + CONCEPTS.length;
const FIRST_PAIR = FIRST_OPENING + CONCEPTS.length;
const FIRST_CLOSE_PAIR = FIRST_PAIR + CONCEPTS.length ** 2;

/** What a model knows of one sentence. */
export interface Chunk {
  /** Each once. */
  readonly named: readonly number[];
  readonly grams: Uint16Array;
}

/** One or two sentences of a text. */
export interface Window extends Span {
  readonly chunks: readonly Chunk[];
}

/** What is known by name of a window. */
export function namedIn({ chunks }: Window): ReadonlySet<number> {
  return new Set(chunks.flatMap(({ named }) => named));
}

/** Reads the features of a folded text, one and two sentences at a time: what an attack says fits into two. */
export function readWindows(
  folded: string,
  concepts: readonly ConceptHit[],
  signals: readonly SignalHit[],
): Window[] {
  const starts = splitChunks(folded);
  const ends = [...starts.slice(1), folded.length];
  const named = namedByChunk(folded, starts, concepts, signals);
  const chunks = starts.map((start, at) => ({
    named: named[at] ?? [],
    grams: gramsOf(folded, start, ends[at] ?? start),
  }));
  const window = (from: number, to: number): Window => ({
    start: starts[from] ?? 0,
    end: ends[to - 1] ?? folded.length,
    chunks: chunks.slice(from, to),
  });
  const single = starts.map((_, at) => window(at, at + 1));
  return [...single, ...starts.slice(1).map((_, at) => window(at, at + 2))];
}

const buffer = new Uint16Array(mostGrams(LONGEST_CHUNK));

function gramsOf(folded: string, start: number, end: number): Uint16Array {
  return buffer.slice(0, readGrams(folded, start, end, buffer));
}

function namedByChunk(
  folded: string,
  starts: readonly number[],
  concepts: readonly ConceptHit[],
  signals: readonly SignalHit[],
): number[][] {
  const named = starts.map((): number[] => []);
  const chunkAt = chunkFinder(starts);
  // What is told of one feature is told in the order of the chunks.
  const last = new Int32Array(NAMED_FEATURES.length).fill(-1);
  const add = (chunk: number, feature: number) => {
    if (last[feature] === chunk) return;
    last[feature] = chunk;
    named[chunk]?.push(feature);
  };
  const inOrder = [...signals].sort((a, b) => a.start - b.start);
  for (const { signal, start } of inOrder) add(chunkAt(start), INDEXES.get(signal) ?? 0);
  const numbers = concepts.map(({ concept }) => (INDEXES.get(concept) ?? 0) - FIRST_CONCEPT);
  concepts.forEach(({ start, end }, at) => {
    const first = numbers[at] ?? 0;
    const here = chunkAt(start);
    add(here, FIRST_CONCEPT + first);
    if (OPENS.test(folded.slice(Math.max(0, start - 10), start))) add(here, FIRST_OPENING + first);
    for (let next = at + 1; next < concepts.length; next += 1) {
      const other = concepts[next];
      if (!other || other.start > end + NEAR || next > at + MOST_NEIGHBOURS) break;
      // Terms inside terms are one expression.
      if (other.start < end) continue;
      const pair = first * CONCEPTS.length + (numbers[next] ?? 0);
      add(here, FIRST_PAIR + pair);
      if (other.start <= end + CLOSE) add(here, FIRST_CLOSE_PAIR + pair);
    }
  });
  return named;
}

/** Finds the chunk of an index by halving. */
function chunkFinder(starts: readonly number[]): (index: number) => number {
  return (index) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  };
}
