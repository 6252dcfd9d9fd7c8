import { NO_USAGE, type Usage } from '../../shared/stores/job-record.ts';
import type { Carry, ChatAnswer, FinishReason, ToolCall } from './chat.ts';

/** What an adapter has read of an answer. */
interface Parts {
  readonly text: string;
  /** Empty where the model did not decline. */
  readonly refusal: string;
  readonly toolCalls: readonly ToolCall[];
  readonly carry?: Carry;
  /** As far as the provider's own word says it. */
  readonly finishReason: FinishReason;
  readonly usage: Usage;
}

/** Puts an answer together so that its parts agree: what was declined is a refusal, what asks for tools says so. */
export function chatAnswer({ text, refusal, toolCalls, carry, finishReason, usage }: Parts): ChatAnswer {
  if (refusal !== '') return { text, refusal, finishReason: 'refusal', usage };
  if (toolCalls.length === 0) return { text, finishReason, usage };
  // Some servers end a turn that asks for tools like any other.
  const reason = finishReason === 'stop' ? 'tool_calls' : finishReason;
  return { text, toolCalls, ...(carry && { carry }), finishReason: reason, usage };
}

/** The answer of a provider whose filter stopped the call before the model saw it. */
export const FILTERED: ChatAnswer = { text: '', finishReason: 'content_filter', usage: NO_USAGE };
