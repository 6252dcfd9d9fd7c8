import { badAnswer } from './answer-values.ts';
import { callWithin } from './call-limits.ts';
import { itemsOf, type Json, objectOf } from './json-values.ts';
import type { ModelOptions } from './model-options.ts';
import type { ModelAnswer, ModelPort } from './model-port.ts';
import { createOpenAiClient } from './openai-client.ts';
import { inputUsage } from './openai-usage.ts';
import { readJson } from './read-json.ts';

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** An image model of OpenAI, Azure, or any compatible server. */
export function createOpenAiImage(options: ModelOptions): ModelPort<'image'> {
  const { model, definition } = options;
  const client = createOpenAiClient(options);
  return {
    call: ({ prompt, size }, signal) =>
      callWithin(definition, signal, false, async ({ signal }) => {
        const params = { model, prompt, ...(size !== undefined && { size }) };
        const body = await readJson(await client.images.generate(params, { signal }).asResponse());
        return { images: readImages(body), usage: inputUsage(body.usage) };
      }),
  };
}

function readImages({ data, output_format }: Json): ModelAnswer<'image'>['images'] {
  const mediaType = `image/${typeof output_format === 'string' ? output_format : 'png'}`;
  const images = itemsOf(data).map((item) => {
    const base64 = objectOf(item)?.b64_json;
    if (typeof base64 !== 'string' || !BASE64.test(base64)) throw badAnswer('The answer has no image in it.');
    return { mediaType, base64 };
  });
  if (images.length === 0) throw badAnswer('The answer has no image in it.');
  return images;
}
