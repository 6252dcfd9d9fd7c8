import type { Parameters } from '../../shared/contracts/job-request.ts';
import type { ErrorCode } from '../../shared/errors/error-table.ts';
import type { Usage } from '../../shared/stores/job-record.ts';

/** One message of a conversation with a model. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** What a model is asked, whoever its provider is. */
export interface ModelRequest {
  readonly messages: readonly Message[];
  readonly parameters: Parameters;
  /** The answer must be JSON of this schema. */
  readonly outputSchema?: { readonly name: string; readonly schema: Record<string, unknown> };
  /** Hears the text as it comes; its presence asks for a stream. */
  readonly onText?: (text: string) => void;
}

/** What a model answered. It is journalled as it is here. */
export interface ModelAnswer {
  readonly text: string;
  /** The words with which the model declined, if it did. */
  readonly refusal?: string;
  /** As the provider says it: `stop`, `length`, `content_filter` … */
  readonly finishReason: string;
  readonly usage: Usage;
}

/** A call that brought no answer. `retryAfterMs` is the provider's wish. */
export class ModelFailure extends Error {
  override readonly name = 'ModelFailure';
  readonly code: ErrorCode;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, retryAfterMs?: number) {
    super(message);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

/** A model that can be called. */
export interface ModelPort {
  /**
   * Makes one call; never repeats it by itself.
   * @param signal aborts the call; what is thrown then is the signal's reason
   * @throws ModelFailure
   */
  call(request: ModelRequest, signal: AbortSignal): Promise<ModelAnswer>;
}
