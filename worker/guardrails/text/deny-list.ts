import { z } from 'zod';
import type { Guardrail, Span } from '../guardrail.ts';
import { found, PASS } from '../verdicts.ts';
import { foldText } from './fold-text.ts';
import { TermMatcher } from './term-matcher.ts';
import { spacedWords, withoutLeet } from './unmask-text.ts';

/** What a list's tables hold in memory grows with it: about 16 MB here. */
const MOST_CHARACTERS = 100_000;

/** Shorter terms turn up in letters that stand apart by chance. */
const LEAST_SPACED = 4;

export const denyListSettings = z.strictObject({
  action: z.enum(['flag', 'block']).default('block'),
  on: z
    .array(z.enum(['input', 'context', 'output']))
    .min(1)
    .default(['input', 'output']),
  /** Words, or some words; a star at the beginning or end stands for whatever the word goes on with. */
  terms: z
    .array(z.string().trim().min(2).max(200).refine(saysSomething, 'needs two letters or digits at least'))
    .min(1)
    .max(10_000)
    .refine(
      (terms) => terms.join('').length <= MOST_CHARACTERS,
      `has more than ${MOST_CHARACTERS} characters in all`,
    ),
});

/**
 * Finds terms that a task does not want: whatever their case, accents or lookalike letters, with digits for letters,
 * or spaced out.
 */
export function denyList({ action, on, terms }: z.infer<typeof denyListSettings>): Guardrail {
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
      const { text: folded, origins } = foldText(text);
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
      const joined = within.find(spacedWords(folded).join('\n'));
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

function saysSomething(term: string): boolean {
  return (term.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= 2;
}
