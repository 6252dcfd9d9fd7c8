import { invalidRequest } from '../http/api-error.ts';
import type { JsonObject } from './json.ts';
import { readNumber } from './parameter.ts';
import { missingParameter, wrongType } from './parameter-errors.ts';

const usualSize = '1024x1024';
const maxEdge = 3840;
const maxImages = 10;

/** An images request that was checked. */
export interface ImagesRequest {
  readonly prompt: string;
  readonly count: number;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** Reads and checks the body of `POST /v1/images/generations`. Errors: `ApiError` 400 naming the parameter. */
export function readImagesRequest(body: JsonObject): ImagesRequest {
  const { prompt, output_format = 'png' } = body;
  if (prompt === undefined || prompt === null || prompt === '') throw missingParameter('prompt');
  if (typeof prompt !== 'string') throw wrongType('prompt', 'a string', prompt);
  if (output_format !== 'png') {
    const message = "Invalid 'output_format'. The simulator draws 'png' only.";
    throw invalidRequest(message, 'output_format', 'invalid_value');
  }
  const count = readNumber(body, 'n', { from: 1, to: maxImages, integer: true }) ?? 1;
  return { prompt, count, ...readSize(body.size) };
}

function readSize(size: unknown): Pick<ImagesRequest, 'width' | 'height'> {
  const asked = size === undefined || size === null || size === 'auto' ? usualSize : size;
  if (typeof asked !== 'string') throw wrongType('size', 'a string', asked);
  const [, width = 0, height = 0] = (/^(\d{2,4})x(\d{2,4})$/.exec(asked) ?? []).map(Number);
  const fits = Math.min(width, height) >= 16 && Math.max(width, height) <= maxEdge;
  if (fits) return { width, height };
  throw invalidRequest(
    `Invalid 'size': expected WIDTHxHEIGHT with edges from 16 to ${maxEdge}.`,
    'size',
    'invalid_value',
  );
}
