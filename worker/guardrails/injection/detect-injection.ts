import type { Span } from '../guardrail.ts';
import { textOf } from '../text/codes-of.ts';
import { decodeRuns, type Encoding } from '../text/decode-runs.ts';
import { foldText } from '../text/fold-text.ts';
import { type Mask, unmaskText } from '../text/unmask-text.ts';
import { createConceptFinder } from './concepts.ts';
import { type LinearModel, oddsOf } from './linear-model.ts';
import { findSignals } from './signals.ts';
import { type Chunk, readWindows, type Window } from './window-features.ts';

/** One way to read a text: as it stands, or with something undone that hides what it says. */
export interface Reading {
  readonly hidden: Encoding | Mask | undefined;
  readonly windows: readonly Window[];
  /** Where a window of the reading stands in the text itself. */
  readonly place: (window: Span) => Span;
}

/** How likely a text is an attack, by its most suspicious window. */
export interface Assessment {
  /** 0 to 1. */
  readonly probability: number;
  readonly hidden: Encoding | Mask | undefined;
  readonly window: Window;
  readonly span: Span;
}

/** Encodings inside encodings are undone this often. */
const DEEPEST = 2;
/** Fewer different meanings in a reading are chance. */
const LEAST_CONCEPTS = 3;

/** Of very many windows one looks bad by chance, so what is asked of the worst grows with their number. */
const FEW_WINDOWS = 16;
const LOOKED_LONG = 0.6;

/** Makes a reader of texts, whose tables are built once. */
export function createReader(): (text: string) => Reading[] {
  const concepts = createConceptFinder();
  const windowsOf = (folded: string) => readWindows(folded, concepts.find(folded), findSignals(folded));
  const decoded = (text: string, depth: number): { encoding: Encoding; text: string; run: Span }[] =>
    decodeRuns(text).flatMap((run) => [
      { encoding: run.encoding, text: run.text, run },
      ...(depth < DEEPEST ? decoded(run.text, depth + 1).map((inner) => ({ ...inner, run })) : []),
    ]);
  return (text) => {
    const folded = foldText(text);
    const whole = { start: 0, end: text.length };
    const inText = ({ start, end }: Span) => ({
      start: folded.origins[start] ?? 0,
      end: folded.origins[end] ?? text.length,
    });
    return [
      { hidden: undefined, windows: windowsOf(folded.text), place: inText },
      ...unmaskText(folded.text)
        .filter(({ codes }) => concepts.hasSome(codes, LEAST_CONCEPTS))
        .map(({ mask, codes }) => ({
          hidden: mask,
          windows: windowsOf(textOf(codes)),
          place: () => whole,
        })),
      ...decoded(text, 1).map(({ encoding, text: plain, run }) => ({
        hidden: encoding,
        windows: windowsOf(foldText(plain).text),
        place: () => ({ start: run.start, end: run.end }),
      })),
    ];
  };
}

/** Assesses a text by the worst window of its worst reading. */
export function assess(readings: readonly Reading[], model: LinearModel): Assessment {
  const sums = new Map<Chunk, number>();
  let worst: { reading: Reading; window: Window; odds: number } | undefined;
  for (const reading of readings) {
    for (const window of reading.windows) {
      const odds = oddsOf(window, model, sums);
      if (!worst || odds > worst.odds) worst = { reading, window, odds };
    }
  }
  if (!worst) throw new Error('A text has at least one window.');
  const { reading, window, odds } = worst;
  const looked = readings.reduce((sum, { windows }) => sum + windows.length, 0);
  const probability = 1 / (1 + Math.exp(LOOKED_LONG * Math.log(Math.max(1, looked / FEW_WINDOWS)) - odds));
  return { probability, hidden: reading.hidden, window, span: reading.place(window) };
}
