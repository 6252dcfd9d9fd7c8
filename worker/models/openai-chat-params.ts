import type {
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import type { ChatRequest, Message, ToolCall } from './chat.ts';
import type { ModelOptions } from './model-options.ts';

const OPENAI = /^https:\/\/([^/]+\.)?openai\.com(?![^/:])/;

/** Names of an answer's limit: OpenAI's models take the newer alone, and some servers know the older alone. */
type LimitName = 'max_completion_tokens' | 'max_tokens';

/** Says a request in the words of chat completions. */
export function chatParams(
  model: string,
  { messages, parameters, tools, outputSchema, logprobs }: ChatRequest,
  limitNames: readonly LimitName[],
): ChatCompletionCreateParamsNonStreaming {
  const { max_output_tokens, ...rest } = parameters;
  return {
    model,
    messages: messages.map(messageParam),
    ...rest,
    ...(max_output_tokens !== undefined &&
      Object.fromEntries(limitNames.map((name) => [name, max_output_tokens]))),
    ...(logprobs && { logprobs }),
    ...(tools && { tools: tools.map((tool) => ({ type: 'function', function: { ...tool } })) }),
    ...(outputSchema && {
      response_format: { type: 'json_schema', json_schema: { ...outputSchema, strict: false } },
    }),
  };
}

/** The names under which a server is told the limit: one that is not OpenAI's own must not miss it. */
export function limitNamesFor({ connection, definition }: ModelOptions): readonly LimitName[] {
  const isOwn = definition.provider !== 'openai' || !connection.baseUrl || OPENAI.test(connection.baseUrl);
  return isOwn ? ['max_completion_tokens'] : ['max_completion_tokens', 'max_tokens'];
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
