import type { ImagesRequest } from './images-request.ts';
import { countTokens } from './tokens.ts';

const pixelsPerToken = 4096;

/** The response body of an images request; a token of output stands for 64 by 64 pixels. */
export function describeImages({ prompt, count, width, height }: ImagesRequest, pictures: readonly Buffer[]) {
  const input = countTokens(prompt);
  const output = count * Math.ceil((width * height) / pixelsPerToken);
  return {
    created: Math.floor(Date.now() / 1000),
    data: pictures.map((picture) => ({ b64_json: picture.toString('base64') })),
    background: 'opaque',
    output_format: 'png',
    quality: 'low',
    size: `${width}x${height}`,
    usage: {
      input_tokens: input,
      input_tokens_details: { text_tokens: input, image_tokens: 0 },
      output_tokens: output,
      total_tokens: input + output,
    },
  };
}
