import { z } from 'zod';
import type { Guardrail } from './guardrail.ts';
import { promptInjection, promptInjectionSettings } from './injection/prompt-injection.ts';
import { promptLeakage, promptLeakageSettings } from './leakage/prompt-leakage.ts';
import { sanitiseOutput, sanitiseOutputSettings } from './markup/sanitise-output.ts';
import { denyList, denyListSettings } from './text/deny-list.ts';
import { language, languageSettings } from './text/language.ts';
import { length, lengthSettings } from './text/length.ts';
import { offTopic, offTopicSettings } from './text/off-topic.ts';
import { tone, toneSettings } from './text/tone.ts';

/** The guardrails of a task by name; one that is not named does not run. */
export const guardrailSettings = z
  .strictObject({
    length: lengthSettings,
    deny_list: denyListSettings,
    language: languageSettings,
    prompt_leakage: promptLeakageSettings,
    sanitise_output: sanitiseOutputSettings,
    tone: toneSettings,
    off_topic: offTopicSettings,
    prompt_injection: promptInjectionSettings,
  })
  .partial();
export type GuardrailSettings = z.infer<typeof guardrailSettings>;

/** Builds a task's guardrails. Their tables are built here, so build them once a task and not once a job. */
export function createGuardrails(settings: GuardrailSettings): Guardrail[] {
  return [
    settings.length && length(settings.length),
    settings.deny_list && denyList(settings.deny_list),
    settings.language && language(settings.language),
    settings.prompt_leakage && promptLeakage(settings.prompt_leakage),
    settings.sanitise_output && sanitiseOutput(settings.sanitise_output),
    settings.tone && tone(settings.tone),
    settings.off_topic && offTopic(settings.off_topic),
    settings.prompt_injection && promptInjection(settings.prompt_injection),
  ].filter((guardrail) => guardrail !== undefined);
}
