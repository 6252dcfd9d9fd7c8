import { z } from 'zod';
import type { Guardrail } from '../guardrail.ts';
import { found, PASS } from '../verdicts.ts';
import { hasCanary } from './canary.ts';
import { measureOverlap } from './measure-overlap.ts';

export const promptLeakageSettings = z.strictObject({
  action: z.enum(['flag', 'block']).default('block'),
  /** Words of the instructions in a row that an answer may not repeat. */
  longest_run_words: z.int().min(8).max(1_000).default(25),
  /** Share of the instructions that an answer may not repeat, in whatever pieces. */
  share: z.number().min(0.05).max(1).default(0.5),
});

/** Notices that an answer gives away the system prompt: by its canary, or word for word. */
export function promptLeakage(settings: z.infer<typeof promptLeakageSettings>): Guardrail {
  return {
    name: 'prompt_leakage',
    appliesTo: ['output'],
    cost: 'cheap',
    check: (text, { canary, systemPrompt }) => {
      if (canary !== undefined && hasCanary(text, canary)) {
        return found(settings.action, 'canary', 'The answer has the mark of the system prompt in it.');
      }
      if (systemPrompt === undefined) return PASS;
      const { longestRun, share } = measureOverlap(systemPrompt, text);
      const score = Math.min(1, Math.max(longestRun / settings.longest_run_words, share / settings.share));
      if (score < 1) return { kind: 'pass', score };
      return found(
        settings.action,
        'prompt_repeated',
        `The answer repeats ${Math.round(share * 100)} % of the system prompt, ${longestRun} words in a row.`,
      );
    },
  };
}
