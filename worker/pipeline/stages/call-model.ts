import type { RenderedPrompt } from '../../../shared/catalog/prompt-template.ts';
import type { Message } from '../../models/model-port.ts';
import { askModel } from '../ask-model.ts';
import type { Stage } from '../stage.ts';

/** The conversation a prompt opens. */
export function messagesOf({ system, user }: RenderedPrompt): Message[] {
  return [
    ...(system === undefined ? [] : [{ role: 'system' as const, content: system }]),
    { role: 'user' as const, content: user },
  ];
}

/** Asks the model. */
export const callModel: Stage = {
  name: 'call_model',
  run: (run, dependencies) => {
    if (!run.prompt) throw new Error('call_model needs a rendered prompt');
    return askModel(run, messagesOf(run.prompt), dependencies);
  },
};
