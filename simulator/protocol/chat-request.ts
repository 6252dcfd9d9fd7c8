import { invalidRequest } from '../http/api-error.ts';
import { readMessages } from './check-messages.ts';
import type { JsonObject } from './json.ts';
import { readBoolean, readNumber, readObject } from './parameter.ts';
import { wrongType } from './parameter-errors.ts';
import { type ResponseFormat, readResponseFormat } from './response-format.ts';
import { readToolChoice, type ToolChoice } from './tools.ts';

/** A chat request that was checked. */
export interface ChatRequest {
  readonly messages: readonly JsonObject[];
  readonly stream: boolean;
  /** A stream ends with the usage. */
  readonly includeUsage: boolean;
  readonly format: ResponseFormat;
  readonly toolChoice: ToolChoice;
  readonly stop: readonly string[];
  readonly seed: number;
  /** The answer tells how probable its words were. */
  readonly logprobs: boolean;
  /** Greatest number of output tokens, hidden reasoning included. */
  readonly maxTokens: number;
  readonly reasoningTokens: number;
}

const reasoningTokensByEffort = new Map<unknown, number>([
  ['none', 0],
  ['minimal', 16],
  ['low', 64],
  ['medium', 128],
  ['high', 256],
  ['xhigh', 512],
  ['max', 1024],
]);

const anyInteger = { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER, integer: true };

/** Reads and checks the body of `POST /v1/chat/completions`. Errors: `ApiError` 400 naming the parameter. */
export function readChatRequest(body: JsonObject): ChatRequest {
  const messages = readMessages(body);
  readNumber(body, 'temperature', { from: 0, to: 2 });
  readNumber(body, 'top_p', { from: 0, to: 1 });
  readNumber(body, 'presence_penalty', { from: -2, to: 2 });
  readNumber(body, 'frequency_penalty', { from: -2, to: 2 });
  if ((readNumber(body, 'n', { from: 1, to: 128, integer: true }) ?? 1) > 1) {
    throw invalidRequest('This simulator gives one choice: n must be 1.', 'n', 'unsupported_value');
  }
  const stream = readBoolean(body, 'stream');
  return {
    messages,
    stream,
    includeUsage: readIncludeUsage(body, stream),
    format: readResponseFormat(body),
    toolChoice: readToolChoice(body),
    stop: readStop(body),
    seed: readNumber(body, 'seed', anyInteger) ?? 0,
    logprobs: readBoolean(body, 'logprobs'),
    maxTokens: readMaxTokens(body),
    reasoningTokens: readReasoningTokens(body),
  };
}

function readIncludeUsage(body: JsonObject, stream: boolean): boolean {
  const options = readObject(body, 'stream_options');
  if (!options) return false;
  if (stream) return readBoolean(options, 'include_usage');
  throw invalidRequest("'stream_options' needs 'stream' to be true.", 'stream_options');
}

function readStop(body: JsonObject): readonly string[] {
  const value = body.stop ?? [];
  const stops: unknown[] = Array.isArray(value) ? value : [value];
  if (stops.length > 4)
    throw invalidRequest("Invalid 'stop': expected at most 4 items.", 'stop', 'array_above_max_length');
  return stops.map((stop) => {
    if (typeof stop === 'string') return stop;
    throw wrongType('stop', 'a string or an array of strings', stop);
  });
}

function readMaxTokens(body: JsonObject): number {
  const bounds = { from: 1, to: Number.MAX_SAFE_INTEGER, integer: true };
  const older = readNumber(body, 'max_tokens', bounds);
  return readNumber(body, 'max_completion_tokens', bounds) ?? older ?? Number.POSITIVE_INFINITY;
}

function readReasoningTokens(body: JsonObject): number {
  const effort = body.reasoning_effort ?? 'none';
  const tokens = reasoningTokensByEffort.get(effort);
  if (tokens !== undefined) return tokens;
  const known = [...reasoningTokensByEffort.keys()].join("', '");
  throw invalidRequest(
    `Invalid 'reasoning_effort'. Supported values are: '${known}'.`,
    'reasoning_effort',
    'invalid_value',
  );
}
