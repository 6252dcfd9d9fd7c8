import { isGuarded } from '../../guardrails/guardrails-of.ts';
import { guardText } from '../guard-text.ts';
import { CONTINUE, type Stage } from '../stage.ts';

/** Checks what stands in the prompt's context: nobody speaks to the model there, so what tries to is suspicious sooner. */
export const guardContext: Stage = {
  name: 'guard_context',
  applies: ({ task: { definition }, context }) => context !== undefined && isGuarded(definition, 'context'),
  run: async (run) => {
    const text = [...(run.context?.values() ?? [])].join('\n\n');
    const guarded = await guardText(run, 'context', text);
    return 'outcome' in guarded ? guarded.outcome : CONTINUE;
  },
};
