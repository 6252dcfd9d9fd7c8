import type { ModelKind } from '../../shared/catalog/definitions.ts';
import type { ErrorCode } from '../../shared/errors/error-table.ts';
import type { ChatAnswer, ChatRequest } from './chat.ts';
import type { Embedding, Image, Moderation, Transcription } from './other-kinds.ts';

export type { Message } from './chat.ts';

/** What goes to and fro, by the kind of the model. */
interface Exchanges {
  readonly chat: { readonly request: ChatRequest; readonly answer: ChatAnswer };
  readonly embedding: Embedding;
  readonly moderation: Moderation;
  readonly image: Image;
  readonly transcription: Transcription;
}

export type ModelRequest<K extends ModelKind = 'chat'> = Exchanges[K]['request'];
export type ModelAnswer<K extends ModelKind = 'chat'> = Exchanges[K]['answer'];

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

/** A model that can be called. A model has one kind, and with it its requests and answers. */
export interface ModelPort<K extends ModelKind = 'chat'> {
  /**
   * Makes one call; never repeats it by itself.
   * @param signal aborts the call; what is thrown then is the signal's reason
   * @throws ModelFailure
   */
  call(request: ModelRequest<K>, signal: AbortSignal): Promise<ModelAnswer<K>>;
}
