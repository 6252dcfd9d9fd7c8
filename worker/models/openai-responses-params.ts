import type {
  ResponseCreateParamsNonStreaming,
  ResponseInputItem,
} from 'openai/resources/responses/responses';
import type { ChatRequest, Message } from './chat.ts';

/** Says a request in the words of OpenAI's Responses. */
export function responseParams(
  model: string,
  { messages, parameters, tools, outputSchema }: ChatRequest,
): ResponseCreateParamsNonStreaming {
  const { temperature, top_p, max_output_tokens, reasoning_effort } = parameters;
  return {
    model,
    input: messages.flatMap(inputItems),
    // Content is kept here, encrypted and for as long as the tenant says: not at the provider too.
    store: false,
    ...(temperature !== undefined && { temperature }),
    ...(top_p !== undefined && { top_p }),
    ...(max_output_tokens !== undefined && { max_output_tokens }),
    ...(reasoning_effort !== undefined && { reasoning: { effort: reasoning_effort } }),
    ...(tools && { tools: tools.map((tool) => ({ type: 'function', strict: false, ...tool })) }),
    ...(outputSchema && { text: { format: { type: 'json_schema', ...outputSchema, strict: false } } }),
  };
}

function inputItems(message: Message): ResponseInputItem[] {
  const { role, content } = message;
  if (role === 'tool') {
    return [{ type: 'function_call_output', call_id: message.toolCallId, output: content }];
  }
  if (role !== 'assistant') return [{ role, content }];
  const calls = (message.toolCalls ?? []).map(({ id, name, arguments: written }) => ({
    type: 'function_call' as const,
    call_id: id,
    name,
    arguments: written,
  }));
  return content === '' ? calls : [{ role, content }, ...calls];
}
