import type {
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import type { ChatRequest, Message, ToolCall } from './chat.ts';

/** Says a request in the words of chat completions. */
export function chatParams(
  model: string,
  { messages, parameters, tools, outputSchema }: ChatRequest,
): ChatCompletionCreateParamsNonStreaming {
  const { max_output_tokens, ...rest } = parameters;
  return {
    model,
    messages: messages.map(messageParam),
    ...rest,
    ...(max_output_tokens === undefined ? {} : { max_completion_tokens: max_output_tokens }),
    ...(tools && { tools: tools.map((tool) => ({ type: 'function', function: { ...tool } })) }),
    ...(outputSchema && {
      response_format: { type: 'json_schema', json_schema: { ...outputSchema, strict: false } },
    }),
  };
}

function messageParam(message: Message): ChatCompletionMessageParam {
  const { role, content } = message;
  if (role === 'tool') return { role, tool_call_id: message.toolCallId, content };
  if (role !== 'assistant' || !message.toolCalls) return { role, content };
  return { role, content, tool_calls: message.toolCalls.map(toolCallParam) };
}

function toolCallParam({ id, name, arguments: written }: ToolCall) {
  return { type: 'function' as const, id, function: { name, arguments: written } };
}
