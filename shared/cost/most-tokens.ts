import type { ModelDefinition, TaskDefinition } from '../catalog/definitions.ts';
import type { OtherKind } from '../catalog/kind-contracts.ts';
import { parametersOf } from '../catalog/parameter-bounds.ts';
import type { Parameters } from '../contracts/job-request.ts';
import type { JobInput } from '../stores/job-content.ts';
import type { MostTokens } from './price.ts';
import { workloadOf } from './workload.ts';

/** What a model says of the length of its answers. */
type Bounded = Pick<ModelDefinition, 'unsupported_parameters' | 'capabilities'>;

/** Output tokens of a call that no parameter bounds, where a budget must know the most it can cost. */
export const MOST_OUTPUT_TOKENS = 4_096;

/** What providers add around the messages of a call, in tokens: roles, separators, the start of the answer. */
const FRAME_TOKENS = 64;
/** What models put around each of several texts that they read by themselves, in tokens. */
const MARK_TOKENS = 4;
/** Models of today make ten tokens of a second of audio. */
const MOST_AUDIO_TOKENS_PER_SECOND = 50;
/** The words with which an answer is asked for again, without those that it brings itself, in tokens. */
const CORRECTION_TOKENS = 256;

/**
 * The most tokens a text can be. Every tokenizer of today's models falls back to bytes, so none makes more tokens
 * than the text has bytes in UTF-8. Common English is a quarter of that.
 */
function mostTokens(text: string): number {
  return Buffer.byteLength(text);
}

/** What a model may answer that cannot be told how much, nor says it of itself: no model answers more. */
const UNBOUNDED_OUTPUT_TOKENS = 1_000_000;

/** The output tokens that a call is held to: by a parameter, or by the model itself where it takes none. */
function mostOutputTokens(
  task: TaskDefinition,
  { unsupported_parameters, capabilities }: Bounded,
  parameters: Parameters | undefined,
): number {
  if (unsupported_parameters.includes('max_output_tokens')) {
    return capabilities.max_output_tokens ?? UNBOUNDED_OUTPUT_TOKENS;
  }
  return parametersOf(task, parameters).max_output_tokens ?? MOST_OUTPUT_TOKENS;
}

/**
 * The most of each call that a task may make for one job.
 * @param prompt the messages of the first call, in any form that holds all of their text; read for chat alone
 */
export function mostOfCalls(
  task: TaskDefinition,
  model: Bounded,
  prompt: string,
  { input, parameters }: Pick<JobInput, 'input' | 'parameters'>,
): MostTokens[] {
  if (task.kind !== 'chat') return [mostOfCall(task.kind, model, input)];
  return mostTokensOfCalls(task, model, prompt, parameters);
}

/** Models of other kinds are not told how much they may answer, so none answers more than it says of itself. */
function mostOfCall(kind: OtherKind, { capabilities }: Bounded, asked: unknown): MostTokens {
  const { texts, images, seconds } = workloadOf(kind, asked);
  const { context_tokens = Number.POSITIVE_INFINITY, max_output_tokens = UNBOUNDED_OUTPUT_TOKENS } =
    capabilities;
  const heard = Math.min(MOST_AUDIO_TOKENS_PER_SECOND * seconds, context_tokens);
  const answers = kind === 'image' || kind === 'transcription';
  return {
    input: FRAME_TOKENS + texts.reduce((sum, text) => sum + mostTokens(text) + MARK_TOKENS, heard),
    output: answers ? max_output_tokens : 0,
    ...{ images, seconds },
  };
}

/**
 * The most tokens that a call gives a model to read.
 * @param prompt its messages, in any form that holds all of their text
 */
export function mostInputTokens({ output_schema }: TaskDefinition, prompt: string): number {
  return FRAME_TOKENS + mostTokens(prompt) + (output_schema ? mostTokens(JSON.stringify(output_schema)) : 0);
}

/**
 * The most tokens of each call that a task may make for one prompt. Where its output must match a schema, each
 * further call carries the answer before it and what was wrong with that, which may quote answer and schema.
 * @param prompt the messages of the first call, in any form that holds all of their text
 */
export function mostTokensOfCalls(
  task: TaskDefinition,
  model: Bounded,
  prompt: string,
  parameters: Parameters | undefined,
): MostTokens[] {
  const output = mostOutputTokens(task, model, parameters);
  const schema = task.output_schema ? mostTokens(JSON.stringify(task.output_schema)) : 0;
  const input = mostInputTokens(task, prompt);
  const again = { input: input + CORRECTION_TOKENS + 2 * output + schema, output };
  const repeats = task.output_schema ? task.max_output_attempts - 1 : 0;
  return [{ input, output }, ...Array.from({ length: repeats }, () => again)];
}
