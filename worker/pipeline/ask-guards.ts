import { SENSITIVITIES } from '../../shared/contracts/job-request.ts';
import type { Guardrail, Place } from '../guardrails/guardrail.ts';
import { remoteGuardrailsOf } from '../guardrails/guardrails-of.ts';
import type { Judged, RemoteGuardrail } from '../guardrails/remote/remote-guardrail.ts';
import type { SideCall } from '../side-calls/side-call.ts';
import { branchEffect } from './branch-effect.ts';
import { guardText } from './guard-text.ts';
import { CONTINUE, type Outcome, type Run, type StageDependencies } from './stage.ts';

/**
 * Has the models judge a text that a task's guardrails ask, each on its own queue, and goes on with what they have said. One
 * that has not answered has not passed the text.
 * @param joinOn the queue on which the job goes on
 */
export async function askGuards(
  run: Run,
  judged: Judged,
  joinOn: string,
  dependencies: StageDependencies,
): Promise<Outcome> {
  const { place, text } = judged;
  const guardrails = remoteGuardrailsOf(run.task.definition, place);
  const { branches } = run.job.record;
  const unasked = guardrails.filter((guardrail) => !(branchOf(guardrail, place) in branches));
  if (unasked.length > 0) return asking(run, unasked, judged, joinOn, dependencies);
  const answered = guardrails.map((guardrail) => readingOf(run, guardrail, place));
  const guarded = await guardText(run, place, text, answered);
  return 'outcome' in guarded ? guarded.outcome : CONTINUE;
}

function branchOf({ name }: RemoteGuardrail, place: Place): string {
  return `${name}.${place}`;
}

function asking(
  run: Run,
  guardrails: readonly RemoteGuardrail[],
  judged: Judged,
  joinOn: string,
  { model: find }: StageDependencies,
): Outcome {
  const branches: Record<string, string> = {};
  const asked: Record<string, SideCall> = {};
  for (const guardrail of guardrails) {
    const { name, model } = guardrail;
    const entry = find(model);
    if (!entry) return unable(name, `the model ${model} is not in the catalog`);
    const { cleared_for } = entry.definition;
    if (SENSITIVITIES.indexOf(run.job.record.sensitivity) > SENSITIVITIES.indexOf(cleared_for)) {
      return unable(name, `the model ${model} may carry what is ${cleared_for} at most`);
    }
    const branch = branchOf(guardrail, judged.place);
    branches[branch] = entry.id;
    asked[branch] = { model, dataClasses: run.dataClasses, ...guardrail.ask(judged) };
  }
  return { kind: 'ask', branches, asked, joinOn };
}

function unable(guardrail: string, why: string): Outcome {
  const message = `The guardrail ${guardrail} could not decide: ${why}.`;
  return { kind: 'fail', error: { code: 'guardrail_failed', message } };
}

/** A guardrail whose model was asked: its check reads what was answered. */
function readingOf({ journal, job }: Run, guardrail: RemoteGuardrail, place: Place): Guardrail {
  const { name, appliesTo, read } = guardrail;
  const check = () => {
    const answer = journal.get<object>(branchEffect(job.record, branchOf(guardrail, place)));
    if (!answer) throw new Error(`${name} was not answered`);
    return read(answer);
  };
  return { name, appliesTo, cost: 'remote', check };
}
