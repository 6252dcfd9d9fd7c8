import type { Parameters } from '../../shared/contracts/job-request.ts';
import type { Usage } from '../../shared/stores/job-record.ts';

/** Why an answer ended, in one vocabulary for all providers. */
export type FinishReason = 'stop' | 'length' | 'content_filter' | 'tool_calls' | 'refusal' | 'other';

/** A function that the model may ask to have called. */
export interface Tool {
  readonly name: string;
  readonly description?: string;
  /** JSON Schema of its arguments, which are an object. */
  readonly parameters: Record<string, unknown>;
}

/** A call that the model asks for. */
export interface ToolCall {
  /** What the result refers to. */
  readonly id: string;
  readonly name: string;
  /** JSON as the model wrote it: nothing says that it is whole, or matches the tool's schema. */
  readonly arguments: string;
}

/** What one provider's model wants to find in its own turns, such as sealed thinking: sent back to it as it is. */
export interface Carry {
  /** The provider's name of the model; no other model is sent it. */
  readonly model: string;
  readonly content: readonly unknown[];
}

/** One message of a conversation with a model. */
export type Message =
  | { readonly role: 'system' | 'user'; readonly content: string }
  | {
      readonly role: 'assistant';
      readonly content: string;
      readonly toolCalls?: readonly ToolCall[];
      readonly carry?: Carry;
    }
  | {
      readonly role: 'tool';
      readonly toolCallId: string;
      readonly content: string;
      readonly failed?: boolean;
    };

/** What a chat model is asked, whoever its provider is. */
export interface ChatRequest {
  readonly messages: readonly Message[];
  /** One that the model does not take is a `model_rejected`; `unsupportedBy` tells before. */
  readonly parameters: Parameters;
  readonly tools?: readonly Tool[];
  /** The answer must be JSON of this schema. */
  readonly outputSchema?: { readonly name: string; readonly schema: Record<string, unknown> };
  /** The answer is to tell how probable its words were; only models that can are asked. */
  readonly logprobs?: true;
  /** Hears the text as it comes; its presence asks for a stream. */
  readonly onText?: (text: string) => void;
}

/** What a chat model answered. It is journalled as it is here. */
export interface ChatAnswer {
  readonly text: string;
  /** The words with which the model declined; there exactly where `finishReason` is `refusal`. */
  readonly refusal?: string;
  readonly toolCalls?: readonly ToolCall[];
  /** For the assistant's turn, where the conversation goes on. */
  readonly carry?: Carry;
  readonly finishReason: FinishReason;
  readonly usage: Usage;
  /** How probable its tokens were to the model, 0 to 1: their geometric mean. Absent where it does not tell. */
  readonly tokenProbability?: number;
}
