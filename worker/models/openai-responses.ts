import { badAnswer, textOf } from './answer-values.ts';
import { callWithin } from './call-limits.ts';
import type { ChatAnswer, FinishReason } from './chat.ts';
import { chatAnswer, FILTERED } from './chat-answer.ts';
import { isFiltered } from './classify-failure.ts';
import { reportedFailure } from './failure-codes.ts';
import { itemsOf, type Json, objectOf } from './json-values.ts';
import type { ModelOptions } from './model-options.ts';
import { ModelFailure, type ModelPort } from './model-port.ts';
import { createOpenAiClient } from './openai-client.ts';
import { responseParams } from './openai-responses-params.ts';
import { inputUsage } from './openai-usage.ts';
import { readEvents } from './read-events.ts';
import { readJson } from './read-json.ts';
import { refuseUnsupported } from './refuse-unsupported.ts';

/** A chat model behind OpenAI's Responses, at OpenAI or Azure. */
export function createOpenAiResponses(options: ModelOptions): ModelPort {
  const { model, definition } = options;
  const { responses } = createOpenAiClient(options);
  return {
    call: (request, signal) =>
      callWithin(definition, signal, request.onText !== undefined, async ({ signal, heard }) => {
        refuseUnsupported(definition, request.parameters);
        const params = responseParams(model, request);
        try {
          if (!request.onText)
            return readAnswer(await readJson(await responses.create(params, { signal }).asResponse()));
          const stream = await responses.create({ ...params, stream: true }, { signal }).asResponse();
          return readAnswer(await readStream(stream, request.onText, heard));
        } catch (error) {
          if (isFiltered(error)) return FILTERED;
          throw error;
        }
      }),
  };
}

/** Reads a stream up to its last event, which holds the whole answer once more. */
async function readStream(
  response: Response,
  onText: (text: string) => void,
  heard: () => void,
): Promise<Json> {
  let last: Json | undefined;
  await readEvents(response, (event) => {
    const type = textOf(event.type);
    if (type === 'error') throw reportedFailure(event, 'model_unavailable');
    if (type.endsWith('.delta')) heard();
    if (type === 'response.output_text.delta') onText(textOf(event.delta));
    if (type === 'response.completed' || type === 'response.incomplete' || type === 'response.failed')
      last = objectOf(event.response) ?? {};
    return last !== undefined;
  });
  if (!last) throw new ModelFailure('model_unavailable', 'The stream broke off.');
  if (last.error) throw reportedFailure(last.error, 'model_unavailable');
  return last;
}

function readAnswer(response: Json): ChatAnswer {
  if (!Array.isArray(response.output)) throw badAnswer('The answer has no output.');
  const items = response.output.map((item: unknown) => objectOf(item) ?? {});
  const pieces = items
    .filter(({ type }) => type === 'message')
    .flatMap(({ content }) => itemsOf(content).map((piece) => objectOf(piece) ?? {}));
  return chatAnswer({
    text: pieces.map(({ type, text }) => (type === 'output_text' ? textOf(text) : '')).join(''),
    refusal: pieces.map(({ type, refusal }) => (type === 'refusal' ? textOf(refusal) : '')).join(''),
    toolCalls: items
      .filter(({ type }) => type === 'function_call')
      .map(({ call_id, name, arguments: written }) => {
        const call = { id: textOf(call_id), name: textOf(name), arguments: textOf(written) };
        if (call.id === '' || call.name === '') throw badAnswer('The answer has a tool call without a name.');
        return call;
      }),
    finishReason: finishReasonOf(response),
    usage: inputUsage(response.usage),
  });
}

function finishReasonOf({ status, incomplete_details }: Json): FinishReason {
  if (status === 'completed') return 'stop';
  if (status !== 'incomplete')
    throw new ModelFailure('model_unavailable', 'The answer did not come to its end.');
  const reason = objectOf(incomplete_details)?.reason;
  if (reason === 'max_output_tokens') return 'length';
  return reason === 'content_filter' ? 'content_filter' : 'other';
}
