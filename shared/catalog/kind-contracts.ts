import type { ModelKind } from './definitions.ts';

/** A kind whose tasks have no words of their own: what they take and give is the kind's. */
export type OtherKind = Exclude<ModelKind, 'chat'>;

/** What goes into a job of a kind and what comes out, as its `input` and its `output`. */
export interface KindContracts {
  readonly embedding: {
    readonly input: { readonly texts: readonly string[] };
    /** The vector of each text, in their order. */
    readonly output: { readonly embeddings: readonly (readonly number[])[]; readonly dimensions: number };
  };
  readonly moderation: {
    readonly input: { readonly texts: readonly string[] };
    /** The verdict on each text, in their order, and whether any was flagged. */
    readonly output: {
      readonly flagged: boolean;
      readonly results: readonly {
        readonly flagged: boolean;
        readonly categories: readonly string[];
        readonly scores: Readonly<Record<string, number>>;
      }[];
    };
  };
  readonly image: {
    readonly input: { readonly prompt: string; readonly size?: string };
    /** `data` is base64. */
    readonly output: { readonly images: readonly { readonly media_type: string; readonly data: string }[] };
  };
  readonly transcription: {
    /** `audio` is base64, `language` ISO 639-1. */
    readonly input: { readonly audio: string; readonly media_type: string; readonly language?: string };
    /** `seconds` of audio, where the provider says how many. */
    readonly output: { readonly text: string; readonly seconds?: number };
  };
}

/** How a file of each media type of audio ends, by which providers tell the format. */
export const AUDIO_ENDINGS: Readonly<Record<string, string>> = {
  'audio/flac': 'flac',
  'audio/mp4': 'mp4',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/webm': 'webm',
};

type Schema = Record<string, unknown>;

/** An object that has these properties and no others; those whose name ends in `?` may be left out. */
function object(members: Readonly<Record<string, Schema>>): Schema {
  const entries = Object.entries(members);
  return {
    type: 'object',
    additionalProperties: false,
    required: entries.map(([name]) => name).filter((name) => !name.endsWith('?')),
    properties: Object.fromEntries(entries.map(([name, schema]) => [name.replace('?', ''), schema])),
  };
}

const list = (items: Schema): Schema => ({ type: 'array', items });
const text: Schema = { type: 'string' };
const words: Schema = { type: 'string', minLength: 1 };
const number: Schema = { type: 'number' };
const boolean: Schema = { type: 'boolean' };
/** So many that the vectors of all, at 4,096 numbers each, still fit into a result. */
const texts: Schema = { ...list(words), minItems: 1, maxItems: 128 };

/** JSON Schemas of what jobs of each kind take and give. What a task's own input schema says comes on top. */
export const CONTRACTS: { readonly [K in OtherKind]: { readonly input: Schema; readonly output: Schema } } = {
  embedding: {
    input: object({ texts }),
    output: object({
      embeddings: list({ ...list(number), minItems: 1 }),
      dimensions: { type: 'integer', minimum: 1 },
    }),
  },
  moderation: {
    input: object({ texts }),
    output: object({
      flagged: boolean,
      results: list(
        object({
          flagged: boolean,
          categories: list(text),
          scores: { type: 'object', additionalProperties: number },
        }),
      ),
    }),
  },
  image: {
    input: object({
      prompt: { ...words, maxLength: 32_000 },
      // An uncompressed picture of the largest still fits into a result.
      'size?': { enum: ['256x256', '512x512', '1024x1024', '1536x1024', '1024x1536'] },
    }),
    output: object({ images: list(object({ media_type: text, data: text })) }),
  },
  transcription: {
    input: object({
      audio: { type: 'string', format: 'base64' },
      media_type: { enum: Object.keys(AUDIO_ENDINGS) },
      'language?': { type: 'string', pattern: '^[a-z]{2}$' },
    }),
    output: object({ text, 'seconds?': { type: 'number', minimum: 0 } }),
  },
};
