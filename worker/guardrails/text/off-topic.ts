import type { GuardrailSettings } from '../../../shared/catalog/guardrail-settings.ts';
import type { Guardrail } from '../guardrail.ts';
import { found, PASS } from '../verdicts.ts';
import { foldText } from './fold-text.ts';

type Topics = NonNullable<GuardrailSettings['off_topic']>['topics'];
type Vector = ReadonlyMap<string, number>;

const WORD = /[\p{L}\p{N}]{3,}/gu;
const STEM = 6;
const KEYWORD_WEIGHT = 3;
/** Greetings and short questions back have no topic of their own. */
const LEAST_WORDS = 4;

/** Flags a text that shares too little with each of the topics that a task allows: words by their stems, and pieces of them. */
export function offTopic({
  action,
  on,
  topics,
  threshold,
}: NonNullable<GuardrailSettings['off_topic']>): Guardrail {
  const vectors = topicVectors(topics);
  return {
    name: 'off_topic',
    appliesTo: on,
    cost: 'cheap',
    check: (text) => {
      const terms = termsOf(text);
      if (terms.length < LEAST_WORDS) return PASS;
      const vector = vectorOf(terms);
      const nearness = Math.max(...vectors.map((topic) => cosine(vector, topic)));
      const score = Math.max(0, Math.min(1, 1 - nearness));
      if (nearness >= threshold) return { kind: 'pass', score };
      return found(action, 'off_topic', `The text is near none of ${vectors.length} topics.`, { score });
    },
  };
}

function topicVectors(topics: Topics): Vector[] {
  const terms = topics.map(({ keywords, examples }) => [
    ...keywords.flatMap((keyword) => Array<string[]>(KEYWORD_WEIGHT).fill(termsOf(keyword)).flat()),
    ...examples.flatMap(termsOf),
  ]);
  return terms.map((words) => vectorOf(words));
}

function termsOf(text: string): string[] {
  const words = foldText(text).text.match(WORD) ?? [];
  return words.filter((word) => !FUNCTION_WORDS.has(word)).map((word) => word.slice(0, STEM));
}

/** A term counts less the more often it has been. */
function vectorOf(terms: readonly string[]): Vector {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return new Map([...counts].map(([term, count]) => [term, 1 + Math.log(count)]));
}

function cosine(a: Vector, b: Vector): number {
  let product = 0;
  for (const [term, weight] of a) product += weight * (b.get(term) ?? 0);
  return product / (norm(a) * norm(b) || 1);
}

function norm(vector: Vector): number {
  return Math.sqrt([...vector.values()].reduce((sum, weight) => sum + weight * weight, 0));
}

const FUNCTION_WORDS = new Set(
  `the and for that this with you your are was were have has had not but from they them their what when where which who how why can could would should will just please about into than then there here some any all our out get got does did its also more very
   der die das und ist nicht ein eine einen ich sie wir mit von auf fur den dem des auch wie was wenn kann bitte mein meine haben hat sind war noch nur aber oder
   les des une est pas que qui pour dans avec sur vous nous mon votre sont plus mais par los las una por para con del que mis como pero esta este`.split(
    /\s+/,
  ),
);
