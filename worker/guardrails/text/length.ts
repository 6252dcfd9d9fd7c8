import type { GuardrailSettings } from '../../../shared/catalog/guardrail-settings.ts';
import type { Guardrail } from '../guardrail.ts';
import { found, PASS } from '../verdicts.ts';

const UNITS = ['characters', 'words', 'sentences'] as const;

/** Holds a text to a number of characters, words or sentences, as its language parts them. */
export function length(settings: NonNullable<GuardrailSettings['length']>): Guardrail {
  return {
    name: 'length',
    appliesTo: settings.on,
    cost: 'cheap',
    check: (text) => {
      for (const unit of UNITS) {
        const { min = 0, max = Number.POSITIVE_INFINITY } = settings[unit] ?? {};
        const count = settings[unit] ? COUNTERS[unit](text) : min;
        if (count < min)
          return found(settings.action, 'too_short', `${count} ${unit}, at least ${min} wanted.`);
        if (count > max)
          return found(settings.action, 'too_long', `${count} ${unit}, at most ${max} wanted.`);
      }
      return PASS;
    },
  };
}

const COUNTERS: Readonly<Record<(typeof UNITS)[number], (text: string) => number>> = {
  characters: (text) => [...text].length,
  words: (text) => count(new Intl.Segmenter(undefined, { granularity: 'word' }), text),
  sentences: (text) => count(new Intl.Segmenter(undefined, { granularity: 'sentence' }), text),
};

function count(segmenter: Intl.Segmenter, text: string): number {
  let counted = 0;
  for (const { isWordLike, segment } of segmenter.segment(text)) {
    if (isWordLike ?? /[\p{L}\p{N}]/u.test(segment)) counted += 1;
  }
  return counted;
}
