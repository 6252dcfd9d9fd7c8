import Anthropic from '@anthropic-ai/sdk';
import { readMessage } from './anthropic-answer.ts';
import { messageParams } from './anthropic-params.ts';
import { readMessageStream } from './anthropic-stream.ts';
import { callWithin } from './call-limits.ts';
import { clientOptions, type ModelOptions } from './model-options.ts';
import type { ModelPort } from './model-port.ts';
import { readJson } from './read-json.ts';
import { refuseUnsupported } from './refuse-unsupported.ts';

const ANTHROPIC = 'https://api.anthropic.com';

/** A chat model behind Anthropic's Messages. */
export function createAnthropicChat(options: ModelOptions): ModelPort {
  const { connection, model, definition } = options;
  const baseURL = connection.baseUrl ?? ANTHROPIC;
  const { messages } = new Anthropic({ ...clientOptions(options), baseURL, openTelemetry: false });
  return {
    call: (request, signal) =>
      callWithin(definition, signal, request.onText !== undefined, async ({ signal, heard }) => {
        refuseUnsupported(definition, request.parameters);
        const params = messageParams(model, request, definition.capabilities.max_output_tokens);
        if (!request.onText) {
          const response = await messages.create(params, { signal }).asResponse();
          return readMessage(await readJson(response), model);
        }
        const stream = await messages.create({ ...params, stream: true }, { signal }).asResponse();
        return readMessage(await readMessageStream(stream, request.onText, heard), model);
      }),
  };
}
