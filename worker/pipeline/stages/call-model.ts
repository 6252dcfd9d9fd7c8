import type { RenderedPrompt } from '../../../shared/catalog/prompt-template.ts';
import type { Message } from '../../models/model-port.ts';
import { askModel } from '../ask-model.ts';
import { askOther } from '../ask-other.ts';
import type { Stage } from '../stage.ts';

/** The conversation a prompt opens. */
export function messagesOf({ system, examples, user }: RenderedPrompt): Message[] {
  return [
    ...(system === undefined ? [] : [{ role: 'system' as const, content: system }]),
    ...examples.flatMap((example) => [
      { role: 'user' as const, content: example.user },
      { role: 'assistant' as const, content: example.assistant },
    ]),
    { role: 'user' as const, content: user },
  ];
}

/** Asks the model. */
export const callModel: Stage = {
  name: 'call_model',
  applies: ({ stands, hit }) => !hit && stands === undefined,
  run: (run, dependencies) => {
    const { kind } = run.task.definition;
    if (kind !== 'chat') return askOther(run, kind, dependencies);
    if (!run.prompt) throw new Error('call_model needs a rendered prompt');
    return askModel(run, messagesOf(run.prompt), dependencies);
  },
};
