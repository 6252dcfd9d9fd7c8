import { TextDecoder } from 'node:util';
import { createParser } from 'eventsource-parser';
import { badAnswer } from './answer-values.ts';
import { reportedFailure } from './failure-codes.ts';
import { type Json, objectOf } from './json-values.ts';
import { mediaTypeOf } from './read-json.ts';

/** An event longer than this, in characters, is no piece of an answer. */
const LONGEST_EVENT = 4 * 1_024 ** 2;
/** How the protocol of chat completions ends a stream; the others have a last event. */
const DONE = '[DONE]';

/**
 * Reads the events of a streamed answer as they come. The SDKs can do it too, with several asynchronous steps for
 * each event: twice the processor time of the whole call.
 * @param onEvent says whether this event was the last
 * @throws ModelFailure for an error told within the stream and for what is no stream; what reading throws
 */
export async function readEvents(
  response: Pick<Response, 'body' | 'headers'>,
  onEvent: (event: Json) => boolean,
): Promise<void> {
  if (mediaTypeOf(response) !== 'text/event-stream') {
    await response.body?.cancel();
    throw badAnswer('The answer is no stream.');
  }
  let done = false;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parser = createParser({
    maxBufferSize: LONGEST_EVENT,
    onEvent: ({ data }) => {
      done ||= data.startsWith(DONE);
      if (!done) done = onEvent(eventOf(data));
    },
    onError: ({ type }) => {
      if (type === 'max-buffer-size-exceeded') throw badAnswer('The answer has an event that is too long.');
    },
  });
  for await (const bytes of response.body ?? []) {
    parser.feed(decode(decoder, bytes));
    if (done) return;
  }
}

function decode(decoder: TextDecoder, bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes, { stream: true });
  } catch {
    throw badAnswer('The answer is not UTF-8.');
  }
}

function eventOf(data: string): Json {
  const event = objectOf(parse(data));
  if (!event) throw badAnswer('The answer has an event that is no object.');
  if (event.error) throw reportedFailure(event.error, 'model_unavailable');
  return event;
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    throw badAnswer('The answer has an event that is not JSON.');
  }
}
