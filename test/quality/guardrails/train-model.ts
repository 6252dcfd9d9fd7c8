import type { Reading } from '../../../worker/guardrails/injection/detect-injection.ts';
import { GRAM_BUCKETS } from '../../../worker/guardrails/injection/grams.ts';
import { type LinearModel, oddsOf } from '../../../worker/guardrails/injection/linear-model.ts';
import {
  NAMED_FEATURES,
  namedIn,
  type Window,
} from '../../../worker/guardrails/injection/window-features.ts';
import { PRIOR_WEIGHTS } from './prior-weights.ts';

/** A text as training sees it. */
export interface Example {
  readonly attack: boolean;
  readonly readings: readonly Reading[];
}

const EPOCHS = 20;
/** In these, every window of an attack counts as one; later only the worst, since the rest may be harmless. */
const FIRST_EPOCHS = 2;
/** Of a long harmless text, so many windows beside the worst one. */
const OTHERS = 3;
const RATE = 0.1;
/** Pull towards zero, per update: named features speak for themselves, parts of words easily learn by heart. */
const SHRINK = { named: 2e-4, grams: 2e-4 };
const GRAM_WEIGHT = 2;

/** Mutable while it is trained. */
interface Learner {
  bias: number;
  readonly named: Float32Array;
  readonly grams: Float32Array;
  readonly gramScale: number;
  readonly namedSquares: Float32Array;
  readonly gramSquares: Float32Array;
  biasSquares: number;
}

/**
 * Trains a logistic regression by AdaGrad: a text is an attack when its worst window is one. Same examples, same
 * model: there is no chance in it but a seeded one.
 */
export function trainModel(examples: readonly Example[], seed = 7): LinearModel {
  const learner = newLearner();
  const average = newLearner();
  average.named.fill(0);
  average.bias = 0;
  const random = mulberry(seed);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (const example of shuffled(examples, random)) learn(example, learner, epoch < FIRST_EPOCHS, random);
    if (epoch >= EPOCHS / 2) addTo(average, learner, EPOCHS / 2);
  }
  return average;
}

/** The mean of several states wavers less than any of them. */
function addTo(average: Learner, learner: Learner, states: number): void {
  average.bias += learner.bias / states;
  learner.named.forEach((weight, index) => {
    average.named[index] = (average.named[index] ?? 0) + weight / states;
  });
  learner.grams.forEach((weight, index) => {
    average.grams[index] = (average.grams[index] ?? 0) + weight / states;
  });
}

function newLearner(): Learner {
  return {
    bias: -2,
    named: Float32Array.from(NAMED_FEATURES, (name) => PRIOR_WEIGHTS[name] ?? 0),
    grams: new Float32Array(GRAM_BUCKETS),
    gramScale: GRAM_WEIGHT,
    namedSquares: new Float32Array(NAMED_FEATURES.length).fill(1),
    gramSquares: new Float32Array(GRAM_BUCKETS).fill(0.001),
    biasSquares: 1,
  };
}

function learn({ attack, readings }: Example, learner: Learner, early: boolean, random: () => number): void {
  const windows = readings.flatMap((reading) => reading.windows);
  const worst = windows.reduce((a, b) => (oddsOf(b, learner) > oddsOf(a, learner) ? b : a));
  const written = readings[0]?.windows ?? [];
  const other = () => written[Math.floor(random() * written.length)] ?? worst;
  if (attack && early && written.length > 1) return;
  const others = Array.from({ length: Math.min(OTHERS, written.length - 1) }, () => other());
  const chosen = attack ? [worst] : [worst, ...others];
  for (const window of chosen) update(window, attack, learner);
}

function update(window: Window, attack: boolean, learner: Learner): void {
  const probability = 1 / (1 + Math.exp(-oddsOf(window, learner)));
  const slope = probability - (attack ? 1 : 0);
  for (const index of namedIn(window)) {
    step(learner.named, learner.namedSquares, index, slope);
  }
  const count = window.chunks.reduce((sum, { grams }) => sum + grams.length, 0);
  const share = (slope * GRAM_WEIGHT) / Math.sqrt(Math.max(1, count));
  for (const { grams: buckets } of window.chunks) {
    for (const bucket of buckets) {
      step(learner.grams, learner.gramSquares, bucket, share + SHRINK.grams * (learner.grams[bucket] ?? 0));
    }
  }
  learner.biasSquares += slope * slope;
  learner.bias -= (RATE * slope) / Math.sqrt(learner.biasSquares);
}

function step(weights: Float32Array, squares: Float32Array, index: number, slope: number): void {
  const square = (squares[index] ?? 0) + slope * slope;
  squares[index] = square;
  weights[index] = (weights[index] ?? 0) - (RATE * slope) / Math.sqrt(square);
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** A small generator with a seed. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
