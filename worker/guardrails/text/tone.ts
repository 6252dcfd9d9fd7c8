import type { GuardrailSettings } from '../../../shared/catalog/guardrail-settings.ts';
import type { Guardrail, Span } from '../guardrail.ts';
import { finding, PASS } from '../verdicts.ts';
import { closeUp, foldText } from './fold-text.ts';
import { TermMatcher } from './term-matcher.ts';
import { TONE_TERMS } from './tone-terms.ts';

type Tone = NonNullable<GuardrailSettings['tone']>['forbid'][number];

const LABELS = Object.keys(TONE_TERMS) as (keyof typeof TONE_TERMS)[];
const SHOUTED = /(?<!\p{L})\p{Lu}{3,}(?!\p{L})/gu;
const LETTERED = /\p{L}{3,}/gu;
const MARKS = /[!?]{3,}/g;
/** An abbreviation or two is no shouting. */
const LEAST_SHOUTED = 4;
const SHOUTED_SHARE = 0.3;

/** Holds a text to a tone, by words and signs of English, German, French, Spanish and Italian. */
export function tone({ action, on, forbid, require }: NonNullable<GuardrailSettings['tone']>): Guardrail {
  const matcher = new TermMatcher(
    LABELS.flatMap((label, number) =>
      TONE_TERMS[label].split('|').map((term): [string, number] => [foldText(term.trim()).text, number]),
    ),
  );
  return {
    name: 'tone',
    appliesTo: on,
    cost: 'cheap',
    check: (text) => {
      const { text: folded, origins } = closeUp(foldText(text));
      const heard = Map.groupBy(matcher.find(folded), ({ label }) => LABELS[label]);
      const spansOf = (label: (typeof LABELS)[number]): Span[] =>
        (heard.get(label) ?? []).map(({ start, end }) => ({
          start: origins[start] ?? 0,
          end: origins[end] ?? 0,
        }));
      for (const forbidden of forbid) {
        const spans = forbidden === 'shouting' ? shouts(text) : spansOf(forbidden);
        if (spans.length > 0) {
          return { kind: action, ...finding(`tone_${forbidden}`, EXPLANATIONS[forbidden], { spans }) };
        }
      }
      const missing = require.find((label) => spansOf(label).length === 0);
      if (missing === undefined) return PASS;
      return { kind: action, ...finding(`tone_without_${missing}`, `The text has no ${missing}.`) };
    },
  };
}

const EXPLANATIONS: Readonly<Record<Tone, string>> = {
  shouting: 'The text shouts.',
  insult: 'The text insults.',
  familiar: 'The text is more familiar than the task allows.',
  promise: 'The text promises what nobody may have approved.',
  legal_commitment: 'The text commits to something in law.',
};

function shouts(text: string): Span[] {
  const loud = Array.from(text.matchAll(SHOUTED), ({ index, 0: word }) => ({
    start: index,
    end: index + word.length,
  }));
  const words = text.match(LETTERED)?.length ?? 0;
  const marks = Array.from(text.matchAll(MARKS), ({ index, 0: run }) => ({
    start: index,
    end: index + run.length,
  }));
  return [...(loud.length >= LEAST_SHOUTED && loud.length >= words * SHOUTED_SHARE ? loud : []), ...marks];
}
