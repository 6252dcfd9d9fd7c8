import { isJudged } from '../../guardrails/guardrails-of.ts';
import { askGuards } from '../ask-guards.ts';
import { textOfInput } from '../input-text.ts';
import type { Stage } from '../stage.ts';

/** Has models judge the input, as they may see it, before the task's own is asked. */
export const judgeInput: Stage = {
  name: 'judge_input',
  applies: ({ task: { definition }, hit }) =>
    !hit && definition.kind !== 'transcription' && isJudged(definition, 'input'),
  run: (run, dependencies) =>
    askGuards(run, { place: 'input', text: textOfInput(run) }, run.job.record.queue, dependencies),
};
