import { countTokens } from './tokens.ts';

/** The response body of an embeddings request. */
export function describeEmbeddings(
  model: string,
  texts: readonly string[],
  vectors: readonly Float32Array[],
  encoding: 'float' | 'base64',
) {
  const tokens = texts.reduce((sum, text) => sum + countTokens(text), 0);
  return {
    object: 'list',
    data: vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: encoding === 'base64' ? toBase64(vector) : [...vector],
    })),
    model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

// OpenAI's form: the little-endian bytes of 32-bit floats.
function toBase64(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');
}
