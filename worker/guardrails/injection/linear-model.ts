import { readFileSync } from 'node:fs';
import { GRAM_BUCKETS } from './grams.ts';
import { type Chunk, NAMED_FEATURES, type Window } from './window-features.ts';

/** A logistic regression over what is known of a window; `npm run quality -- guardrails --train` makes the file. */
export interface LinearModel {
  readonly bias: number;
  /** By the index of `NAMED_FEATURES`. */
  readonly named: Float32Array;
  /** By bucket, in units of `gramScale`. */
  readonly grams: Float32Array;
  readonly gramScale: number;
}

interface WeightsFile {
  readonly bias: number;
  readonly named: Readonly<Record<string, number>>;
  readonly gramScale: number;
  /** Base64 of signed bytes. */
  readonly grams: string;
}

/** @throws {TypeError} when the file does not fit the features */
export function loadModel(file: URL = new URL('./weights.json', import.meta.url)): LinearModel {
  const weights = JSON.parse(readFileSync(file, 'utf8')) as WeightsFile;
  const grams = Float32Array.from(new Int8Array(Buffer.from(weights.grams, 'base64')));
  const unknown = Object.keys(weights.named).find((name) => !NAMED_FEATURES.includes(name));
  if (grams.length !== GRAM_BUCKETS || unknown !== undefined) {
    throw new TypeError(
      `The weights were made for other features (${unknown ?? grams.length}): train them again.`,
    );
  }
  const named = Float32Array.from(NAMED_FEATURES, (name) => weights.named[name] ?? 0);
  return { bias: weights.bias, named, grams, gramScale: weights.gramScale };
}

/**
 * The odds, as a logarithm, that a window is part of an attack.
 * @param sums what the parts of words in a sentence come to, which is the same in all its windows
 */
export function oddsOf({ chunks }: Window, model: LinearModel, sums = new Map<Chunk, number>()): number {
  const [first] = chunks;
  let named = 0;
  let sum = 0;
  let count = 0;
  for (const chunk of chunks) {
    for (const index of chunk.named) {
      if (chunk !== first && SEEN[index] === 1) continue;
      named += model.named[index] as number;
      SEEN[index] = 1;
    }
    count += chunk.grams.length;
    const known = sums.get(chunk) ?? sumOf(chunk, model);
    sums.set(chunk, known);
    sum += known;
  }
  for (const { named: indexes } of chunks) for (const index of indexes) SEEN[index] = 0;
  return model.bias + named + (sum * model.gramScale) / Math.sqrt(Math.max(1, count));
}

/** Features of a window that have been counted; all 0 between two windows. */
const SEEN = new Uint8Array(NAMED_FEATURES.length);

function sumOf({ grams }: Chunk, model: LinearModel): number {
  let sum = 0;
  for (let at = 0; at < grams.length; at += 1) sum += model.grams[grams[at] as number] as number;
  return sum;
}
