import { isBase64 } from '../../shared/catalog/is-base64.ts';
import { badAnswer } from './answer-values.ts';
import { callWithin } from './call-limits.ts';
import { isFiltered } from './classify-failure.ts';
import { itemsOf, type Json, objectOf } from './json-values.ts';
import type { ModelOptions } from './model-options.ts';
import { type ModelAnswer, ModelFailure, type ModelPort } from './model-port.ts';
import { createOpenAiClient } from './openai-client.ts';
import { inputUsage } from './openai-usage.ts';
import { readJson } from './read-json.ts';

/** An image model of OpenAI, Azure, or any compatible server. */
export function createOpenAiImage(options: ModelOptions): ModelPort<'image'> {
  const { model, definition } = options;
  const client = createOpenAiClient(options);
  return {
    call: ({ prompt, size }, signal) =>
      callWithin(definition, signal, false, async ({ signal }) => {
        const params = { model, prompt, ...(size !== undefined && { size }) };
        const response = await client.images.generate(params, { signal }).asResponse().catch(refused);
        const body = await readJson(response);
        return { images: readImages(body), usage: inputUsage(body.usage) };
      }),
  };
}

/** @throws ModelFailure where it was the provider's filter; else the error as it is */
function refused(error: unknown): never {
  if (!isFiltered(error)) throw error;
  throw new ModelFailure('content_filtered', "The provider's content filter stopped the request.");
}

function readImages({ data, output_format }: Json): ModelAnswer<'image'>['images'] {
  const mediaType = `image/${typeof output_format === 'string' ? output_format : 'png'}`;
  const images = itemsOf(data).map((item) => {
    const data = objectOf(item)?.b64_json;
    if (typeof data !== 'string' || !isBase64(data)) throw badAnswer('The answer has no image in it.');
    return { mediaType, data };
  });
  if (images.length === 0) throw badAnswer('The answer has no image in it.');
  return images;
}
