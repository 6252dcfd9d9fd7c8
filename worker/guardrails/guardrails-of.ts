import type { TaskDefinition } from '../../shared/catalog/definitions.ts';
import { guardrailSettings } from '../../shared/catalog/guardrail-settings.ts';
import { createGuardrails } from './create-guardrails.ts';
import type { Guardrail, Place } from './guardrail.ts';

/**
 * What every task has that says nothing else: injections in the material of its prompts are told, and nothing is stopped. On
 * inputs the check is asked for: what it takes for a kilobyte is a quarter of all that is done for a job.
 */
const DEFAULTS = guardrailSettings.parse({ prompt_injection: { action: 'flag', on: ['context'] } });

const built = new WeakMap<TaskDefinition, readonly Guardrail[]>();

/** The guardrails of a task. They are built once for each version of it. */
export function guardrailsOf(task: TaskDefinition): readonly Guardrail[] {
  const known = built.get(task);
  if (known) return known;
  const guardrails = createGuardrails({ ...DEFAULTS, ...task.guardrails });
  built.set(task, guardrails);
  return guardrails;
}

/** Whether a task lets a place be checked at all. */
export function isGuarded(task: TaskDefinition, place: Place): boolean {
  return guardrailsOf(task).some(({ appliesTo }) => appliesTo.includes(place));
}
