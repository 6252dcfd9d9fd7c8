import { invalidRequest } from '../http/api-error.ts';
import type { JsonObject } from './json.ts';
import { readNumber } from './parameter.ts';
import { missingParameter, wrongType } from './parameter-errors.ts';

const usualDimensions = 256;
const maxDimensions = 4096;
const maxInputs = 2048;

/** An embeddings request that was checked. */
export interface EmbeddingsRequest {
  readonly texts: readonly string[];
  readonly dimensions: number;
  readonly encoding: 'float' | 'base64';
}

/** Reads and checks the body of `POST /v1/embeddings`. Errors: `ApiError` 400 naming the parameter. */
export function readEmbeddingsRequest(body: JsonObject): EmbeddingsRequest {
  const dimensions =
    readNumber(body, 'dimensions', { from: 1, to: maxDimensions, integer: true }) ?? usualDimensions;
  const encoding = body.encoding_format ?? 'float';
  if (encoding !== 'float' && encoding !== 'base64') {
    throw invalidRequest(
      "Invalid 'encoding_format'. Supported values are: 'float', 'base64'.",
      'encoding_format',
      'invalid_value',
    );
  }
  return { texts: readInput(body.input), dimensions, encoding };
}

function readInput(input: unknown): readonly string[] {
  if (input === undefined || input === null) throw missingParameter('input');
  if (typeof input === 'string') return [checkText(input)];
  if (!Array.isArray(input)) throw wrongType('input', 'a string or an array', input);
  if (input.length === 0) throw invalidRequest("Invalid 'input': empty array.", 'input', 'empty_array');
  if (input.every(Number.isInteger)) return [nameTokens(input)];
  if (input.length > maxInputs) {
    throw invalidRequest(
      `Invalid 'input': expected at most ${maxInputs} items.`,
      'input',
      'array_above_max_length',
    );
  }
  return input.map((item: unknown) => {
    if (typeof item === 'string') return checkText(item);
    if (Array.isArray(item) && item.length > 0 && item.every(Number.isInteger)) return nameTokens(item);
    throw wrongType('input', 'strings or arrays of tokens', item);
  });
}

function checkText(text: string): string {
  if (text !== '') return text;
  throw invalidRequest("Invalid 'input': input cannot be an empty string.", 'input', 'invalid_value');
}

// Tokens stand for words here, so that their vectors behave like those of texts.
function nameTokens(tokens: readonly unknown[]): string {
  return tokens.map((token) => `t${token}`).join(' ');
}
