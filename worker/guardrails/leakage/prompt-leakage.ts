import type { GuardrailSettings } from '../../../shared/catalog/guardrail-settings.ts';
import type { Guardrail } from '../guardrail.ts';
import { found, PASS } from '../verdicts.ts';
import { hasCanary } from './canary.ts';
import { measureOverlap } from './measure-overlap.ts';

/** Notices that an answer gives away the system prompt: by its canary, or word for word. */
export function promptLeakage(settings: NonNullable<GuardrailSettings['prompt_leakage']>): Guardrail {
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
