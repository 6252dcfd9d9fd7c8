import type { Assessment } from './detect-injection.ts';
import type { LinearModel } from './linear-model.ts';
import { NAMED_FEATURES, namedIn } from './window-features.ts';

/** The kinds of attack, each with the features that speak for it. */
const REASONS = {
  forged_delimiters: ['data_mark', 'chat_template', 'role_json', 'section_mark', 'role_line'],
  many_shot: ['many_turns', 'eager_turns'],
  adversarial_suffix: ['gibberish'],
  exfiltration: ['send', 'conversation', 'data_link', 'placeholder'],
  prompt_disclosure: ['own_prompt', 'reveal', 'guarded', 'verbatim', 'secret'],
  jailbreak_persona: ['persona', 'unrestricted', 'nickname', 'mode', 'fiction', 'harm'],
  refusal_suppression: ['no_refusal', 'comply', 'threat_or_points'],
  false_authority: ['authority', 'safety', 'disable'],
  command_to_assistant: ['machine', 'addressed', 'tool', 'covert', 'user', 'verdict'],
  instruction_override: ['ignore', 'void', 'prior', 'instruction', 'fresh', 'opposite', 'only', 'report'],
  split_payload: ['puzzle', 'string_assembly'],
} as const;

/** A kind of attack, or that a text only has the wording of one. */
export type InjectionReason = keyof typeof REASONS | 'wording_of_attacks';

const MOST_SIGNALS = 5;

/** Says what an assessment rests on: the kind of attack, and the features that count most. None of it is content. */
export function explainAssessment(
  { window, hidden }: Assessment,
  model: LinearModel,
): { readonly reason: InjectionReason; readonly explanation: string } {
  const signals = [...namedIn(window)]
    .map((index) => ({ name: NAMED_FEATURES[index] ?? '', weight: model.named[index] ?? 0 }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  const shown = signals.slice(0, MOST_SIGNALS).map(({ name, weight }) => `${name} (${weight.toFixed(1)})`);
  const wording = shown.length === 0 ? 'the wording of known attacks' : shown.join(', ');
  const reading = hidden === undefined ? '' : ` once ${hidden.replaceAll('_', ' ')} is undone`;
  return { reason: reasonOf(signals), explanation: `Looks like an attack${reading}: ${wording}.` };
}

function reasonOf(signals: readonly { readonly name: string; readonly weight: number }[]): InjectionReason {
  // Marks that no honest text has say more than the words beside them.
  const marked = signals.some(({ name }) => name === 'data_mark' || name === 'chat_template');
  if (marked) return 'forged_delimiters';
  const strengths = Object.entries(REASONS).map(([reason, features]) => ({
    reason: reason as InjectionReason,
    strength: signals
      .filter(({ name }) =>
        name.split(/[\s^>]+/).some((part) => (features as readonly string[]).includes(part)),
      )
      .reduce((sum, { weight }) => sum + weight, 0),
  }));
  const strongest = strengths.reduce((a, b) => (b.strength > a.strength ? b : a));
  return strongest.strength > 0 ? strongest.reason : 'wording_of_attacks';
}
