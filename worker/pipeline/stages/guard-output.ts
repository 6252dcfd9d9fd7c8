import { isGuarded } from '../../guardrails/guardrails-of.ts';
import { guardText } from '../guard-text.ts';
import { CONTINUE, type Stage } from '../stage.ts';

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
    if (guarded.text !== text) run.output = isText ? guarded.text : JSON.parse(guarded.text);
    return CONTINUE;
  },
};
