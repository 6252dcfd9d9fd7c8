import type { SchemaFault } from '../../../shared/catalog/json-schema.ts';
import { askModel } from '../ask-model.ts';
import { parseJsonAnswer } from '../parse-json-answer.ts';
import { CONTINUE, type Outcome, type Run, type Stage, type StageDependencies } from '../stage.ts';
import { messagesOf } from './call-model.ts';

/**
 * Turns the answer into the output: text as it is, or JSON that matches the task's schema. A model that
 * answers something else is asked again with what was wrong, as often as the task allows.
 */
export const validateOutput: Stage = {
  name: 'validate_output',
  // What an answer of another kind must be is the same for every task: its adapter has checked it.
  applies: ({ task }) => task.definition.kind === 'chat',
  run: async (run, dependencies) => {
    for (;;) {
      const declined = declinedBy(run);
      if (declined) return declined;
      const faults = readOutput(run);
      const truncated = run.answer?.finishReason === 'length';
      run.pass?.end(faults.length === 0 || truncated ? 'success' : 'invalid_output');
      if (faults.length === 0) return CONTINUE;
      if (truncated) return TRUNCATED;
      if (run.calls >= run.task.definition.max_output_attempts) {
        const error = {
          code: 'invalid_output' as const,
          message: `The model's output is not valid: ${words(faults)}`,
        };
        return { kind: 'fail', error };
      }
      const asked = await askAgain(run, faults, dependencies);
      if (asked.kind !== 'continue') return asked;
    }
  },
};

/** To ask again under the same limit would change nothing. */
const TRUNCATED: Outcome = {
  kind: 'fail',
  error: {
    code: 'output_truncated',
    message: 'The output was cut off at its token limit. Allow more max_output_tokens.',
  },
};

/** A model that declines, or whose provider filters it, ends the job correctly. */
function declinedBy({ answer, pass }: Run): Outcome | undefined {
  if (answer?.refusal !== undefined) {
    return { kind: 'refuse', error: { code: 'model_refused', message: answer.refusal } };
  }
  if (answer?.finishReason === 'content_filter') {
    pass?.end('filtered');
    const message = "The provider's content filter stopped the answer.";
    return { kind: 'refuse', error: { code: 'content_filtered', message } };
  }
  return undefined;
}

function readOutput(run: Run): SchemaFault[] {
  const text = run.answer?.text ?? '';
  const { checkOutput } = run.task;
  if (!checkOutput) {
    run.output = text;
    return [];
  }
  const parsed = parseJsonAnswer(text);
  if (!parsed.ok) return [{ path: '', message: 'is not JSON' }];
  run.output = parsed.value;
  return checkOutput(parsed.value);
}

function words(faults: readonly SchemaFault[]): string {
  return faults.map(({ path, message }) => `${path || 'the output'} ${message}`).join('; ');
}

function askAgain(
  run: Run,
  faults: readonly SchemaFault[],
  dependencies: StageDependencies,
): Promise<Outcome> {
  if (!run.prompt) throw new Error('validate_output needs a rendered prompt');
  const correction = `Your answer cannot be used: ${words(faults)}. Answer again with nothing but JSON that matches the schema.`;
  const messages = [
    ...messagesOf(run.prompt),
    { role: 'assistant' as const, content: run.answer?.text ?? '' },
    { role: 'user' as const, content: correction },
  ];
  return askModel(run, messages, dependencies, { temperature: 0 });
}
