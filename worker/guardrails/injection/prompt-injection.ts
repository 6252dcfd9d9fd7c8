import type { GuardrailSettings } from '../../../shared/catalog/guardrail-settings.ts';
import type { Facts, Guardrail } from '../guardrail.ts';
import { finding } from '../verdicts.ts';
import { assess, createReader } from './detect-injection.ts';
import { explainAssessment } from './explain-assessment.ts';
import { type LinearModel, loadModel } from './linear-model.ts';

/**
 * Finds prompt injection and jailbreaks in what users write and in what passages, tool results, mails and pages say.
 * A heuristic: what it misses must not be able to act, so it is no reason to allow more.
 */
export function promptInjection({
  action,
  on,
  threshold,
}: NonNullable<GuardrailSettings['prompt_injection']>): Guardrail {
  const { read, model } = tables();
  return {
    name: 'prompt_injection',
    appliesTo: on,
    cost: 'dear',
    check: (text, { place }) => {
      const assessment = assess(read(text), model);
      const score = assessment.probability;
      if (score < thresholdOf(place)) return { kind: 'pass', score };
      const { reason, explanation } = explainAssessment(assessment, model);
      return { kind: action, ...finding(reason, explanation, { score, spans: [assessment.span] }) };
    },
  };

  function thresholdOf(place: Facts['place']): number {
    return place === 'context' ? threshold.context : threshold.input;
  }
}

let shared: { readonly read: ReturnType<typeof createReader>; readonly model: LinearModel } | undefined;

/** Every task's guardrail reads the same tables. */
function tables() {
  shared ??= { read: createReader(), model: loadModel() };
  return shared;
}
