import type { TaskDefinition } from '../../shared/catalog/definitions.ts';
import { guardrailSettings } from '../../shared/catalog/guardrail-settings.ts';
import { createGuardrails } from './create-guardrails.ts';
import type { Guardrail, Place } from './guardrail.ts';
import { judge } from './remote/judge.ts';
import { moderation } from './remote/moderation.ts';
import type { RemoteGuardrail } from './remote/remote-guardrail.ts';

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
  const guardrails = createGuardrails({ ...DEFAULTS, ...task.guardrails }, task.redaction?.country);
  built.set(task, guardrails);
  return guardrails;
}

/** The guardrails of a place for which models are asked. */
export function remoteGuardrailsOf({ guardrails = {} }: TaskDefinition, place: Place): RemoteGuardrail[] {
  const all = [
    guardrails.moderation && moderation(guardrails.moderation),
    guardrails.judge && judge(guardrails.judge),
  ].filter((guardrail) => guardrail !== undefined);
  return all.filter(({ appliesTo }) => appliesTo.includes(place));
}

/** Whether a task lets a place be checked without asking a model. */
export function isGuarded(task: TaskDefinition, place: Place): boolean {
  return guardrailsOf(task).some(({ appliesTo }) => appliesTo.includes(place));
}

/** Whether a task has a place judged by models. */
export function isJudged({ guardrails }: TaskDefinition, place: 'input' | 'output'): boolean {
  return [guardrails?.moderation, guardrails?.judge].some((settings) => settings?.on.includes(place));
}

/** Whether what a task's models say must not be heard before it was checked: it may be stopped, or changed. */
export function isHeldBack(task: TaskDefinition): boolean {
  return isGuarded(task, 'output') || isJudged(task, 'output');
}
