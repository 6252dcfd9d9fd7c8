import type {
  ContentBlockParam,
  MessageCreateParamsNonStreaming,
  MessageParam,
} from '@anthropic-ai/sdk/resources/messages';
import type { Parameters } from '../../shared/contracts/job-request.ts';
import { anthropicSchema } from './anthropic-schema.ts';
import type { ChatRequest, Message } from './chat.ts';
import { objectOf } from './json-values.ts';

/** What an answer may have in tokens where neither the caller nor the model's definition says it. */
const MOST_OUTPUT_TOKENS = 16_000;

type Effort = 'low' | 'medium' | 'high' | 'xhigh';
const EFFORTS: Readonly<Partial<Record<NonNullable<Parameters['reasoning_effort']>, Effort>>> = {
  low: 'low',
  medium: 'medium',
  high: 'high',
  xhigh: 'xhigh',
};

/**
 * Says a request in the words of Anthropic's Messages, which have the system's part apart and always a limit.
 * @param maxOutputTokens the limit where the request has none
 */
export function messageParams(
  model: string,
  { messages, parameters, tools, outputSchema }: ChatRequest,
  maxOutputTokens = MOST_OUTPUT_TOKENS,
): MessageCreateParamsNonStreaming {
  const { max_output_tokens, stop, reasoning_effort } = parameters;
  const schema = outputSchema && anthropicSchema(outputSchema.schema);
  const effort = reasoning_effort && EFFORTS[reasoning_effort];
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  if (outputSchema && !schema) system.push(inWords(outputSchema.schema));
  return {
    model,
    max_tokens: max_output_tokens ?? maxOutputTokens,
    ...(system.length > 0 && { system: system.join('\n\n') }),
    messages: turnsOf(messages, model),
    ...(stop && { stop_sequences: stop }),
    ...((schema || effort) && {
      output_config: {
        ...(effort && { effort }),
        ...(schema && { format: { type: 'json_schema', schema } }),
      },
    }),
    ...(tools && {
      tools: tools.map(({ name, description, parameters: input }) => ({
        name,
        ...(description !== undefined && { description }),
        input_schema: { ...input, type: 'object' },
      })),
    }),
  };
}

function inWords(schema: Record<string, unknown>): string {
  return `Answer with nothing but JSON that matches this JSON Schema: ${JSON.stringify(schema)}`;
}

/** The conversation without the system's part. Empty turns are not taken; results of tools are the user's turn. */
function turnsOf(messages: readonly Message[], model: string): MessageParam[] {
  const turns: MessageParam[] = [];
  for (const message of messages) {
    const { role, content } = message;
    if (role === 'user') turns.push({ role, content });
    if (role === 'assistant') {
      const blocks = blocksOf(message, model);
      if (blocks.length > 0) turns.push({ role, content: blocks });
    }
    if (role === 'tool') {
      const result: ContentBlockParam = {
        type: 'tool_result',
        tool_use_id: message.toolCallId,
        content,
        ...(message.failed && { is_error: true }),
      };
      const last = turns.at(-1);
      // The results of one turn's calls must stand in one turn.
      if (last?.role === 'user' && Array.isArray(last.content)) last.content.push(result);
      else turns.push({ role: 'user', content: [result] });
    }
  }
  return turns;
}

function blocksOf(message: Extract<Message, { role: 'assistant' }>, model: string): ContentBlockParam[] {
  const { content, toolCalls = [], carry } = message;
  if (carry?.model === model) return carry.content.filter(isBlock);
  return [
    ...(content === '' ? [] : [{ type: 'text' as const, text: content }]),
    ...toolCalls.map(({ id, name, arguments: written }) => ({
      type: 'tool_use' as const,
      id,
      name,
      input: inputOf(written),
    })),
  ];
}

function isBlock(block: unknown): block is ContentBlockParam {
  return typeof objectOf(block)?.type === 'string';
}

/** Arguments that are no JSON were answered with an error of the tool; here they must be some object. */
function inputOf(written: string): unknown {
  try {
    return objectOf(JSON.parse(written)) ?? {};
  } catch {
    return {};
  }
}
