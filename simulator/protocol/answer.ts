import type { TokenCounts } from './tokens.ts';

/** A call of a tool; `input` is JSON text for a function, free text for a custom tool. */
export interface ToolCall {
  readonly id: string;
  readonly kind: 'function' | 'custom';
  readonly name: string;
  readonly input: string;
}

/** The content of a chat completion, before it is put on the wire. */
export interface Answer {
  readonly content: string | null;
  readonly refusal: string | null;
  readonly toolCalls: readonly ToolCall[];
  readonly finishReason: 'stop' | 'length' | 'tool_calls' | 'content_filter';
  readonly tokens: TokenCounts;
}

/** What every object of one completion repeats. */
export interface CompletionHead {
  readonly id: string;
  readonly model: string;
  /** Seconds since 1970. */
  readonly created: number;
}
