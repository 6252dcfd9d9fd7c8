import { isObject, parseJson } from '../protocol/json.ts';

/** One recorded call: what was asked of a model, what it answered, and how long that took. */
export interface Recording {
  readonly model: string;
  /** The last text of the user, or a part of it; empty matches every text. */
  readonly input: string;
  readonly output: string;
  readonly latencyMs: number;
  /** HTTP status of a call that failed. */
  readonly status?: number;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
}

/** Reads one line of a recording. Errors: `Error` that says what is wrong with the line. */
export function readRecording(line: string): Recording {
  const value = parseJson(line);
  if (!isObject(value)) throw new Error('is not a JSON object');
  const { model, input, output = '', status } = value;
  if (typeof model !== 'string' || model === '') throw new Error('has no "model"');
  if (typeof input !== 'string') throw new Error('has no "input"');
  if (output === '' && status === undefined) throw new Error('has neither an "output" nor a "status"');
  const code = readCount(status, 'status');
  if (code !== undefined && (code < 200 || code > 599))
    throw new Error('has a "status" that is no HTTP status');
  return {
    model,
    input,
    output: typeof output === 'string' ? output : JSON.stringify(output),
    latencyMs: readCount(value.latency_ms, 'latency_ms') ?? 0,
    status: code,
    inputTokens: readCount(value.input_tokens, 'input_tokens'),
    outputTokens: readCount(value.output_tokens, 'output_tokens'),
  };
}

function readCount(value: unknown, name: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  throw new Error(`has a "${name}" that is not a number of 0 or more`);
}
