import type { Usage } from '../../shared/stores/job-record.ts';
import { badAnswer, countOf, fieldsOf, textOf } from './answer-values.ts';
import type { ChatAnswer, FinishReason, ToolCall } from './chat.ts';
import { chatAnswer } from './chat-answer.ts';
import { type Json, objectOf } from './json-values.ts';

const FINISH_REASONS: ReadonlyMap<unknown, FinishReason> = new Map<unknown, FinishReason>([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['tool_use', 'tool_calls'],
  ['refusal', 'refusal'],
]);

/** Reads a message of Anthropic's. @param model its provider's name @throws ModelFailure */
export function readMessage({ content, stop_reason, stop_details, usage }: Json, model: string): ChatAnswer {
  if (!Array.isArray(content)) throw badAnswer('The answer has no content.');
  const blocks = content.map((block: unknown) => objectOf(block) ?? {});
  const finishReason = FINISH_REASONS.get(stop_reason) ?? 'other';
  return chatAnswer({
    text: blocks.map(({ type, text }) => (type === 'text' ? textOf(text) : '')).join(''),
    refusal:
      finishReason === 'refusal'
        ? textOf(objectOf(stop_details)?.explanation) || 'The model declined to answer.'
        : '',
    toolCalls: blocks.filter(({ type }) => type === 'tool_use').map(toolCall),
    carry: { model, content: blocks },
    finishReason,
    usage: usageOf(fieldsOf(usage)),
  });
}

function toolCall({ id, name, input }: Json): ToolCall {
  const call = { id: textOf(id), name: textOf(name), arguments: JSON.stringify(input ?? {}) };
  if (call.id === '' || call.name === '') throw badAnswer('The answer has a tool call without a name.');
  return call;
}

/** Anthropic counts what it read from its cache, what it wrote there, and the rest of the input, each apart. */
function usageOf(usage: Json): Usage {
  const cached = countOf(usage.cache_read_input_tokens);
  const written = countOf(usage.cache_creation_input_tokens);
  return {
    input: countOf(usage.input_tokens) + written + cached,
    output: countOf(usage.output_tokens),
    cached,
    reasoning: countOf(fieldsOf(usage.output_tokens_details).thinking_tokens),
  };
}
