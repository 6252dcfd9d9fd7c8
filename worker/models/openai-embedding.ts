import { isBase64 } from '../../shared/catalog/is-base64.ts';
import { badAnswer } from './answer-values.ts';
import { callWithin } from './call-limits.ts';
import { itemsOf, type Json, objectOf } from './json-values.ts';
import type { ModelOptions } from './model-options.ts';
import type { ModelPort } from './model-port.ts';
import { createOpenAiClient } from './openai-client.ts';
import { promptUsage } from './openai-usage.ts';
import { readJson } from './read-json.ts';

/** An embedding model of OpenAI, Azure, or any compatible server. */
export function createOpenAiEmbedding(options: ModelOptions): ModelPort<'embedding'> {
  const { model, definition } = options;
  const { embeddings } = createOpenAiClient(options);
  return {
    call: ({ texts }, signal) =>
      callWithin(definition, signal, false, async ({ signal }) => {
        const params = { model, input: [...texts], encoding_format: 'base64' as const };
        const body = await readJson(await embeddings.create(params, { signal }).asResponse());
        return { embeddings: readVectors(body, texts.length), usage: promptUsage(body.usage) };
      }),
  };
}

function readVectors({ data }: Json, count: number): number[][] {
  const vectors = new Map<unknown, number[]>();
  for (const item of itemsOf(data)) {
    const { index, embedding } = objectOf(item) ?? {};
    vectors.set(index, readVector(embedding));
  }
  const length = vectors.get(0)?.length;
  return Array.from({ length: count }, (_, index) => {
    const vector = vectors.get(index);
    if (vector && vector.length === length) return vector;
    throw badAnswer('The answer does not have one vector for each text.');
  });
}

/** A vector is base64 of 32-bit floats, or a list of numbers where a server knows no other form. */
function readVector(embedding: unknown): number[] {
  const numbers = typeof embedding === 'string' ? decodeFloats(embedding) : itemsOf(embedding);
  const vector = numbers.flatMap((number) =>
    typeof number === 'number' && Number.isFinite(number) ? [number] : [],
  );
  if (vector.length > 0 && vector.length === numbers.length) return vector;
  throw badAnswer('The answer has a vector that is none.');
}

/** Nine digits tell a 32-bit float from all others; as the 64-bit number that it becomes it has twice as many. */
function decodeFloats(base64: string): number[] {
  const bytes = isBase64(base64) ? Buffer.from(base64, 'base64') : Buffer.alloc(0);
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, at) =>
    Number(bytes.readFloatLE(4 * at).toPrecision(9)),
  );
}
