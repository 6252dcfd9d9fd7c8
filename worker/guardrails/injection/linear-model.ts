import { readFileSync } from 'node:fs';
import { GRAM_BUCKETS } from './grams.ts';
import { NAMED_FEATURES, type Window } from './window-features.ts';

/** A logistic regression over what is known of a window; `npm run quality -- guardrails --train` makes the file. */
export interface LinearModel {
  readonly bias: number;
  /** By the index of `NAMED_FEATURES`. */
  readonly named: Float32Array;
  /** By bucket, in units of `gramScale`. */
  readonly grams: Int8Array | Float32Array;
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
  const grams = new Int8Array(Buffer.from(weights.grams, 'base64'));
  const unknown = Object.keys(weights.named).find((name) => !NAMED_FEATURES.includes(name));
  if (grams.length !== GRAM_BUCKETS || unknown !== undefined) {
    throw new TypeError(
      `The weights were made for other features (${unknown ?? grams.length}): train them again.`,
    );
  }
  const named = Float32Array.from(NAMED_FEATURES, (name) => weights.named[name] ?? 0);
  return { bias: weights.bias, named, grams, gramScale: weights.gramScale };
}

/** The odds, as a logarithm, that a window is part of an attack. */
export function oddsOf(window: Window, model: LinearModel): number {
  let named = 0;
  for (const index of window.named) named += model.named[index] ?? 0;
  let sum = 0;
  let count = 0;
  for (const buckets of window.grams) {
    count += buckets.length;
    for (let at = 0; at < buckets.length; at += 1) sum += model.grams[buckets[at] ?? 0] ?? 0;
  }
  return model.bias + named + (sum * model.gramScale) / Math.sqrt(Math.max(1, count));
}
