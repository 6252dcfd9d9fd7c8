import { STEPS_QUEUE } from '../../../shared/queues/queue-names.ts';
import { isJudged } from '../../guardrails/guardrails-of.ts';
import { askGuards } from '../ask-guards.ts';
import { textOfInput } from '../input-text.ts';
import type { Stage } from '../stage.ts';

/** Has models judge the output, before what was replaced in the input is put back. */
export const judgeOutput: Stage = {
  name: 'judge_output',
  applies: ({ task: { definition }, hit }) =>
    !hit && definition.kind === 'chat' && isJudged(definition, 'output'),
  run: (run, dependencies) => {
    const text = typeof run.output === 'string' ? run.output : JSON.stringify(run.output);
    // What follows needs no model: the job does not wait for its model's turn again.
    return askGuards(run, { place: 'output', text, request: textOfInput(run) }, STEPS_QUEUE, dependencies);
  },
};
