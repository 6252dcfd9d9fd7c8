import { isGuarded } from '../../guardrails/guardrails-of.ts';
import { guardText } from '../guard-text.ts';
import { textOfInput } from '../input-text.ts';
import { CONTINUE, type Stage } from '../stage.ts';

/** Checks all texts of the input that models may see, before any of them is asked. */
export const guardInput: Stage = {
  name: 'guard_input',
  applies: ({ task: { definition } }) =>
    definition.kind !== 'transcription' && isGuarded(definition, 'input'),
  run: async (run) => {
    const guarded = await guardText(run, 'input', textOfInput(run));
    return 'outcome' in guarded ? guarded.outcome : CONTINUE;
  },
};
