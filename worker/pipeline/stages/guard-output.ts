import { isGuarded } from '../../guardrails/guardrails-of.ts';
import { guardText, OUTPUT_BLOCKED } from '../guard-text.ts';
import { CONTINUE, type Run, type Stage } from '../stage.ts';

/** Checks the output as the model gave it, before what was replaced in the input is put back. */
export const guardOutput: Stage = {
  name: 'guard_output',
  applies: ({ task: { definition }, hit }) =>
    !hit && definition.kind === 'chat' && isGuarded(definition, 'output'),
  run: async (run) => {
    const isText = typeof run.output === 'string';
    const text = isText ? (run.output as string) : JSON.stringify(run.output);
    const guarded = await guardText(run, 'output', text);
    if ('outcome' in guarded) return guarded.outcome;
    if (guarded.text === text) return CONTINUE;
    run.output = isText ? guarded.text : JSON.parse(guarded.text);
    return fits(run) ? CONTINUE : OUTPUT_BLOCKED;
  },
};

/** Whether an output that was rewritten is still one that the task promises. */
function fits({ task, output, restorer }: Run): boolean {
  const { checkOutput, formatOutput = (value) => value } = task;
  return !checkOutput || checkOutput(formatOutput(restorer.value(output))).length === 0;
}
