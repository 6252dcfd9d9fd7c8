import type { ModelKind } from '../../shared/catalog/definitions.ts';
import { createAnthropicChat } from './anthropic-chat.ts';
import type { ModelOptions } from './model-options.ts';
import type { ModelPort } from './model-port.ts';
import { createOpenAiChat } from './openai-chat.ts';
import { createOpenAiEmbedding } from './openai-embedding.ts';
import { createOpenAiImage } from './openai-image.ts';
import { createOpenAiModeration } from './openai-moderation.ts';
import { createOpenAiResponses } from './openai-responses.ts';
import { createOpenAiTranscription } from './openai-transcription.ts';

type Creators = { readonly [K in ModelKind]: (options: ModelOptions) => ModelPort<K> };

const CREATORS: Creators = {
  chat: createChat,
  embedding: createOpenAiEmbedding,
  moderation: createOpenAiModeration,
  image: createOpenAiImage,
  transcription: createOpenAiTranscription,
};

/** The port of a model of a kind, by the adapter for its provider and interface. */
export function createModel<K extends ModelKind>(kind: K, options: ModelOptions): ModelPort<K> {
  return CREATORS[kind](options);
}

function createChat(options: ModelOptions): ModelPort {
  if (options.connection.kind === 'anthropic') return createAnthropicChat(options);
  return options.definition.api === 'responses' ? createOpenAiResponses(options) : createOpenAiChat(options);
}
