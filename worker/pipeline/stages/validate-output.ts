import { askModel } from '../ask-model.ts';
import { healthOf, judgeAnswer } from '../judge-answer.ts';
import { CONTINUE, type Outcome, type Run, type Stage, type StageDependencies } from '../stage.ts';
import { messagesOf } from './call-model.ts';

/** A model that declines, or whose provider filters it, ends the job correctly. */
const DECLINED = new Set<string>(['model_refused', 'content_filtered']);

/**
 * Turns the answer into the output. A model that answers something else is asked again with what was wrong, as often
 * as the task allows.
 */
export const validateOutput: Stage = {
  name: 'validate_output',
  // What an answer of another kind must be is the same for every task: its adapter has checked it.
  applies: ({ task, stands, hit }) => !hit && task.definition.kind === 'chat' && stands === undefined,
  run: async (run, dependencies) => {
    for (;;) {
      if (!run.answer) throw new Error('validate_output needs an answer');
      const judged = judgeAnswer(run.task, run.answer, run.restorer);
      run.pass?.end(healthOf(judged));
      if (judged.ok) {
        run.output = judged.output;
        run.repairs = judged.repairs;
        if (judged.repairs.length > 0) {
          run.timer.start('repair')('repaired', { details: { repairs: judged.repairs.join(',') } });
        }
        return CONTINUE;
      }
      const { error, faults } = judged;
      if (DECLINED.has(error.code)) return { kind: 'refuse', error };
      const asksAgain =
        error.code === 'invalid_output' && run.calls < run.task.definition.max_output_attempts;
      if (!asksAgain) return { kind: 'fail', error };
      run.reasks += 1;
      const asked = await askAgain(run, faults, dependencies);
      if (asked.kind !== 'continue') return asked;
    }
  },
};

function askAgain(run: Run, faults: string, dependencies: StageDependencies): Promise<Outcome> {
  if (!run.prompt) throw new Error('validate_output needs a rendered prompt');
  const correction = `Your answer cannot be used: ${faults}. Answer again with nothing but JSON that matches the schema.`;
  const messages = [
    ...messagesOf(run.prompt),
    { role: 'assistant' as const, content: run.answer?.text ?? '' },
    { role: 'user' as const, content: correction },
  ];
  const coolest = run.task.definition.parameter_bounds.temperature?.min ?? 0;
  return askModel(run, messages, dependencies, { temperature: coolest });
}
