import type { Span } from '../guardrail.ts';
import { foldText } from '../text/fold-text.ts';
import { TermMatcher } from '../text/term-matcher.ts';
import { AGENT_TERMS } from './agent-terms.ts';
import { DISCLOSURE_TERMS } from './disclosure-terms.ts';
import { EVERYDAY_TERMS } from './everyday-terms.ts';
import { OVERRIDE_TERMS } from './override-terms.ts';
import { PERSONA_TERMS } from './persona-terms.ts';

const TERMS = { ...OVERRIDE_TERMS, ...DISCLOSURE_TERMS, ...PERSONA_TERMS, ...AGENT_TERMS, ...EVERYDAY_TERMS };

/** What words of any language can mean that attacks are made of. */
export type Concept = keyof typeof TERMS;
export const CONCEPTS = Object.keys(TERMS) as readonly Concept[];

/** A place where a concept is meant. */
export interface ConceptHit extends Span {
  readonly concept: Concept;
}

/** Reads what folded texts mean. */
export interface ConceptFinder {
  /** The concepts in the order in which they begin. */
  find(folded: string): ConceptHit[];
  /** Whether a text, given by its UTF-16 units, means so many different ones. */
  hasSome(codes: Uint16Array, enough: number): boolean;
}

export function createConceptFinder(): ConceptFinder {
  const matcher = new TermMatcher(
    CONCEPTS.flatMap((concept, label) =>
      TERMS[concept].split('|').map((term): [string, number] => [foldText(term.trim()).text, label]),
    ),
  );
  return {
    find: (folded) =>
      matcher
        .find(folded)
        .map(({ label, start, end }) => ({ concept: CONCEPTS[label] ?? 'ignore', start, end }))
        .sort((a, b) => a.start - b.start),
    hasSome: (codes, enough) => matcher.hasLabels(codes, enough),
  };
}
