import { badAnswer, fieldsOf, textOf } from './answer-values.ts';
import { type Json, objectOf } from './json-values.ts';
import { ModelFailure } from './model-port.ts';
import { readEvents } from './read-events.ts';

/** A content block while it comes; its tool's input comes as pieces of JSON. */
interface Growing {
  block: Json;
  input: string;
}

/**
 * Reads a streamed message of Anthropic's into what it would have been whole.
 * @throws ModelFailure; what reading throws
 */
export async function readMessageStream(
  response: Response,
  onText: (text: string) => void,
  heard: () => void,
): Promise<Json> {
  const blocks = new Map<unknown, Growing>();
  let message: Json = {};
  let ended = false;
  await readEvents(response, (event) => {
    const { type, index } = event;
    if (type === 'message_start') message = objectOf(event.message) ?? {};
    if (type === 'content_block_start')
      blocks.set(index, { block: objectOf(event.content_block) ?? {}, input: '' });
    if (type === 'content_block_delta') {
      heard();
      const growing = blocks.get(index);
      const text = growing && grow(growing, objectOf(event.delta) ?? {});
      if (text) onText(text);
    }
    if (type === 'message_delta')
      message = { ...message, ...objectOf(event.delta), usage: merge(message, event) };
    ended = type === 'message_stop';
    return ended;
  });
  if (!ended) throw new ModelFailure('model_unavailable', 'The stream broke off.');
  const isCut = message.stop_reason === 'max_tokens';
  return { ...message, content: [...blocks.values()].flatMap((growing) => whole(growing, isCut)) };
}

/** Adds a piece to its block; returns what of it is text of the answer. */
function grow(growing: Growing, { type, text, partial_json, thinking, signature }: Json): string {
  const { block } = growing;
  const piece = textOf(text);
  if (type === 'text_delta') growing.block = { ...block, text: textOf(block.text) + piece };
  if (type === 'input_json_delta') growing.input += textOf(partial_json);
  if (type === 'thinking_delta')
    growing.block = { ...block, thinking: textOf(block.thinking) + textOf(thinking) };
  if (type === 'signature_delta') growing.block = { ...block, signature: textOf(signature) };
  return type === 'text_delta' ? piece : '';
}

/** Later counts replace earlier ones; what is null stays as it was. */
function merge(message: Json, { usage }: Json): Json {
  const told = Object.entries(fieldsOf(usage)).filter(([, count]) => count !== null);
  return { ...fieldsOf(message.usage), ...Object.fromEntries(told) };
}

/** The block as a whole message has it; none for a call of a tool that was cut off. */
function whole({ block, input }: Growing, isCut: boolean): Json[] {
  if (block.type !== 'tool_use' || input === '') return [block];
  try {
    return [{ ...block, input: JSON.parse(input) }];
  } catch {
    if (isCut) return [];
    throw badAnswer('The answer has a tool call whose arguments are not JSON.');
  }
}
