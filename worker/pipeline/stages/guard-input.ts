import { isGuarded } from '../../guardrails/guardrails-of.ts';
import { mapLeaves } from '../../redaction/leaves.ts';
import { guardText } from '../guard-text.ts';
import { CONTINUE, type Stage } from '../stage.ts';

/** Checks all texts of the input that models may see, before any of them is asked. */
export const guardInput: Stage = {
  name: 'guard_input',
  applies: ({ task: { definition } }) =>
    definition.kind !== 'transcription' && isGuarded(definition, 'input'),
  run: async (run) => {
    const texts: string[] = [];
    mapLeaves(run.input, ({ text }) => {
      texts.push(text);
      return text;
    });
    const guarded = await guardText(run, 'input', texts.join('\n\n'));
    return 'outcome' in guarded ? guarded.outcome : CONTINUE;
  },
};
