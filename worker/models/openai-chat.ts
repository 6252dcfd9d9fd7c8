import { callWithin } from './call-limits.ts';
import { FILTERED } from './chat-answer.ts';
import { isFiltered } from './classify-failure.ts';
import type { ModelOptions } from './model-options.ts';
import type { ModelPort } from './model-port.ts';
import { gatherCompletion, readCompletion } from './openai-chat-answer.ts';
import { chatParams, limitNamesFor } from './openai-chat-params.ts';
import { createOpenAiClient } from './openai-client.ts';
import { readEvents } from './read-events.ts';
import { readJson } from './read-json.ts';
import { refuseUnsupported } from './refuse-unsupported.ts';

/** A chat model behind chat completions: OpenAI's, Azure's, or any compatible server's. */
export function createOpenAiChat(options: ModelOptions): ModelPort {
  const { model, definition } = options;
  const { completions } = createOpenAiClient(options).chat;
  const limitNames = limitNamesFor(options);
  return {
    call: (request, signal) =>
      callWithin(definition, signal, request.onText !== undefined, async ({ signal, heard }) => {
        refuseUnsupported(definition, request.parameters);
        const params = chatParams(model, request, limitNames);
        try {
          if (!request.onText)
            return readCompletion(await readJson(await completions.create(params, { signal }).asResponse()));
          const streamed = { ...params, stream: true as const, stream_options: { include_usage: true } };
          const response = await completions.create(streamed, { signal }).asResponse();
          const { take, answer } = gatherCompletion(request.onText, heard);
          await readEvents(response, (chunk) => {
            take(chunk);
            return false;
          });
          return answer();
        } catch (error) {
          if (isFiltered(error)) return FILTERED;
          throw error;
        }
      }),
  };
}
