import { z } from 'zod';
import type { Guardrail } from '../guardrail.ts';
import { found, PASS } from '../verdicts.ts';
import { foldText } from './fold-text.ts';

export const offTopicSettings = z.strictObject({
  action: z.enum(['flag', 'block']).default('flag'),
  on: z
    .array(z.enum(['input', 'context', 'output']))
    .min(1)
    .default(['input']),
  /** What texts may be about. */
  topics: z
    .array(
      z
        .strictObject({
          name: z.string().min(1).max(100),
          keywords: z.array(z.string().min(2).max(100)).max(500).default([]),
          examples: z.array(z.string().min(10).max(2_000)).max(200).default([]),
        })
        .refine(
          ({ keywords, examples }) => keywords.length + examples.length > 0,
          'needs keywords or examples',
        ),
    )
    .min(1)
    .max(50),
  /** How near to a topic a text has to be, 0 to 1. */
  threshold: z.number().min(0.01).max(1).default(0.12),
});

type Topics = z.infer<typeof offTopicSettings>['topics'];
type Vector = ReadonlyMap<string, number>;

const WORD = /[\p{L}\p{N}]{3,}/gu;
const STEM = 6;
const KEYWORD_WEIGHT = 3;
/** Greetings and short questions back have no topic of their own. */
const LEAST_WORDS = 4;

/** Flags a text that shares too little with each of the topics that a task allows: words by their stems, and pieces of them. */
export function offTopic({ action, on, topics, threshold }: z.infer<typeof offTopicSettings>): Guardrail {
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
