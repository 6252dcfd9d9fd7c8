import { createParser } from 'eventsource-parser';
import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import { ModelFailure } from './model-port.ts';

/** An event longer than this, in characters, is no chunk of an answer. */
const LONGEST_EVENT = 4 * 1_024 ** 2;
const DONE = '[DONE]';

/**
 * Reads the chunks of a streamed chat completion as they come. The SDK can do it too, with several asynchronous
 * steps for each chunk: twice the processor time of the whole call.
 * @throws ModelFailure for an error told within the stream; SyntaxError for what is not JSON; what reading throws
 */
export async function readChunks(
  response: Pick<Response, 'body'>,
  onChunk: (chunk: ChatCompletionChunk) => void,
): Promise<void> {
  let done = false;
  const decoder = new TextDecoder();
  const parser = createParser({
    maxBufferSize: LONGEST_EVENT,
    onEvent: ({ data }) => {
      done ||= data.startsWith(DONE);
      if (!done) onChunk(chunkOf(data));
    },
    onError: ({ type }) => {
      if (type !== 'max-buffer-size-exceeded') return;
      throw new ModelFailure('model_bad_answer', 'The answer has an event that is too long.');
    },
  });
  for await (const bytes of response.body ?? []) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    if (done) return;
  }
}

function chunkOf(data: string): ChatCompletionChunk {
  const chunk: unknown = JSON.parse(data);
  if (typeof chunk !== 'object' || chunk === null || Reflect.get(chunk, 'error')) {
    throw new ModelFailure('model_unavailable', 'The model reported an error in its stream.');
  }
  return chunk as ChatCompletionChunk;
}
