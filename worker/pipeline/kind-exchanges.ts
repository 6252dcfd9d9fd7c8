import { AUDIO_ENDINGS, type KindContracts, type OtherKind } from '../../shared/catalog/kind-contracts.ts';
import type { Units } from '../../shared/cost/price.ts';
import type { ModelAnswer, ModelRequest } from '../models/model-port.ts';

/** How the jobs of a kind speak to its models. */
export interface KindExchange<K extends OtherKind> {
  readonly request: (input: KindContracts[K]['input']) => ModelRequest<K>;
  readonly output: (answer: ModelAnswer<K>) => KindContracts[K]['output'];
  /** How long an output is as JSON, about, in bytes. */
  readonly size: (output: KindContracts[K]['output']) => number;
  /** What the answer is billed by beside tokens. */
  readonly units?: (answer: ModelAnswer<K>) => Units;
}

/** A number of a vector as JSON, with its comma, in bytes. */
const NUMBER_BYTES = 16;

export const EXCHANGES: { readonly [K in OtherKind]: KindExchange<K> } = {
  embedding: {
    request: ({ texts }) => ({ texts }),
    output: ({ embeddings }) => ({ embeddings, dimensions: embeddings[0]?.length ?? 0 }),
    size: ({ embeddings, dimensions }) => NUMBER_BYTES * dimensions * embeddings.length,
  },
  moderation: {
    request: ({ texts }) => ({ texts }),
    output: ({ results }) => ({ flagged: results.some(({ flagged }) => flagged), results }),
    size: (output) => JSON.stringify(output).length,
  },
  image: {
    request: ({ prompt, size }) => ({ prompt, size }),
    output: ({ images }) => ({
      images: images.map(({ mediaType, data }) => ({ media_type: mediaType, data })),
    }),
    size: ({ images }) => images.reduce((sum, { data }) => sum + data.length, 0),
    units: ({ images }) => ({ images: images.length }),
  },
  transcription: {
    request: ({ audio, media_type, language }) => ({
      audio: new Uint8Array(Buffer.from(audio, 'base64')),
      fileName: `audio.${AUDIO_ENDINGS[media_type]}`,
      language,
    }),
    output: ({ text, seconds }) => ({ text, ...(seconds !== undefined && { seconds }) }),
    size: ({ text }) => Buffer.byteLength(text),
    units: ({ seconds }) => ({ seconds }),
  },
};
