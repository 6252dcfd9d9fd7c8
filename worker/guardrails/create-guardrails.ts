import type { GuardrailSettings } from '../../shared/catalog/guardrail-settings.ts';
import type { Guardrail } from './guardrail.ts';
import { promptInjection } from './injection/prompt-injection.ts';
import { promptLeakage } from './leakage/prompt-leakage.ts';
import { sanitiseOutput } from './markup/sanitise-output.ts';
import { sensitiveOutput } from './sensitive-output.ts';
import { denyList } from './text/deny-list.ts';
import { language } from './text/language.ts';
import { length } from './text/length.ts';
import { offTopic } from './text/off-topic.ts';
import { tone } from './text/tone.ts';

/**
 * Builds a task's guardrails. Their tables are built here, so build them once a task and not once a job.
 * @param country whose numbers are written without a country's code
 */
export function createGuardrails(settings: GuardrailSettings, country?: string): Guardrail[] {
  return [
    settings.length && length(settings.length),
    settings.deny_list && denyList(settings.deny_list),
    settings.language && language(settings.language),
    settings.prompt_leakage && promptLeakage(settings.prompt_leakage),
    settings.sanitise_output && sanitiseOutput(settings.sanitise_output),
    settings.sensitive_output && sensitiveOutput(settings.sensitive_output, country),
    settings.tone && tone(settings.tone),
    settings.off_topic && offTopic(settings.off_topic),
    settings.prompt_injection && promptInjection(settings.prompt_injection),
  ].filter((guardrail) => guardrail !== undefined);
}
