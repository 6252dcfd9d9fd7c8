import type { GuardrailSettings } from '../../../shared/catalog/guardrail-settings.ts';
import type { Guardrail } from '../guardrail.ts';
import { found, PASS } from '../verdicts.ts';

/** Fewer letters than this say too little; a name or a number has no language. */
const LEAST_LETTERS = 20;
const NOT_PROSE = /```[^`]{0,20000}```|`[^`\n]{1,200}`|https?:\/\/\S{1,500}|[\w.+-]{1,64}@[\w.-]{1,255}/g;
const LETTER = /\p{L}/gu;

/** Lets pass what is in an allowed language, and what says too little to tell. Code and addresses do not count. */
export function language({ action, on, allowed }: NonNullable<GuardrailSettings['language']>): Guardrail {
  return {
    name: 'language',
    appliesTo: on,
    cost: 'cheap',
    check: async (text) => {
      const prose = text.replace(NOT_PROSE, ' ');
      const letters = prose.match(LETTER)?.length ?? 0;
      // A sign of these scripts says as much as several letters.
      const weight =
        letters + 4 * (prose.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}]/gu)?.length ?? 0);
      if (weight < LEAST_LETTERS) return PASS;
      // Its tables take a while to load, and most tasks need none.
      const { eld } = await import('eld/small');
      const detected = eld.detect(prose);
      if (detected.language === '' || allowed.includes(detected.language) || !detected.isReliable())
        return PASS;
      const score = detected.getScores()[detected.language] ?? 0;
      const explanation = `The text is in "${detected.language}"; allowed: ${allowed.join(', ')}.`;
      return found(action, 'language', explanation, { score: Math.min(1, score) });
    },
  };
}
