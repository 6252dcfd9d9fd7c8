import type { Answer, CompletionHead, ToolCall } from './answer.ts';
import { describeLogprobs } from './logprobs.ts';
import { describeUsage } from './usage.ts';

/** The response body of a chat completion that is not streamed. */
export function describeCompletion(head: CompletionHead, answer: Answer, logprobs: boolean) {
  const toolCalls = answer.toolCalls.map(describeToolCall);
  return {
    id: head.id,
    object: 'chat.completion',
    created: head.created,
    model: head.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: answer.content,
          refusal: answer.refusal,
          annotations: [],
          ...(toolCalls.length > 0 && { tool_calls: toolCalls }),
        },
        logprobs: logprobs ? describeLogprobs(answer.content ?? '') : null,
        finish_reason: answer.finishReason,
      },
    ],
    usage: describeUsage(answer.tokens),
    service_tier: 'default',
    system_fingerprint: 'simulator',
  };
}

function describeToolCall({ id, kind, name, input }: ToolCall) {
  return kind === 'function'
    ? { id, type: kind, function: { name, arguments: input } }
    : { id, type: kind, custom: { name, input } };
}
