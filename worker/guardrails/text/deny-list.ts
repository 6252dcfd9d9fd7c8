import type { GuardrailSettings } from '../../../shared/catalog/guardrail-settings.ts';
import type { Guardrail, Span } from '../guardrail.ts';
import { found, PASS } from '../verdicts.ts';
import { closeUp, foldText } from './fold-text.ts';
import { TermMatcher } from './term-matcher.ts';
import { spacedWords, withoutLeet } from './unmask-text.ts';

/** Shorter terms turn up in letters that stand apart by chance. */
const LEAST_SPACED = 4;

/**
 * Finds terms that a task does not want: whatever their case, accents or lookalike letters, with digits for letters,
 * or spaced out.
 */
export function denyList({ action, on, terms }: NonNullable<GuardrailSettings['deny_list']>): Guardrail {
  const matcher = new TermMatcher(terms.map((term, index): [string, number] => [foldText(term).text, index]));
  const longer = terms.map((term, index): [string, number] => [
    foldText(term).text.replace(/[^\p{L}\p{N}]/gu, ''),
    index,
  ]);
  const within = new TermMatcher(
    longer
      .filter(([term]) => term.length >= LEAST_SPACED)
      .map(([term, index]): [string, number] => [`*${term}*`, index]),
  );
  return {
    name: 'deny_list',
    appliesTo: on,
    cost: 'cheap',
    check: (text) => {
      const apart = foldText(text);
      const { text: folded, origins } = closeUp(apart);
      const plain = matcher.find(folded);
      const matches = plain.length > 0 ? plain : matcher.find(withoutLeet(folded));
      const spans = matches.map(
        ({ start, end }): Span => ({ start: origins[start] ?? 0, end: origins[end] ?? 0 }),
      );
      if (matches.length > 0)
        return denied(
          action,
          matches.map(({ label }) => label),
          spans,
        );
      const joined = within.find(spacedWords(apart.text).join('\n'));
      return joined.length > 0
        ? denied(
            action,
            joined.map(({ label }) => label),
            [],
          )
        : PASS;
    },
  };
}

function denied(action: 'flag' | 'block', labels: readonly number[], spans: readonly Span[]) {
  const numbers = [...new Set(labels)].slice(0, 5).map((label) => `no. ${label + 1}`);
  return found(action, 'denied_term', `The text has terms of the deny list in it: ${numbers.join(', ')}.`, {
    spans,
  });
}
