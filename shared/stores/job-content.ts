import type { JobWebhook, Parameters } from '../contracts/job-request.ts';
import type { Choice } from '../routing/choose-model.ts';

/** What a job was asked: sealed in the record's input, never in a queue or a log. */
export interface JobInput {
  readonly input: unknown;
  /** The model that the request named; such a job has no fallback. */
  readonly model?: string;
  readonly parameters?: Parameters;
  readonly subject?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly webhook?: JobWebhook;
  /** Why it began with its model and no other of its route; none where it named one. */
  readonly choice?: Choice['reasons'];
  /** From creation to expiry, in ms; a redrive gives as much again. */
  readonly lifetimeMs: number;
}

/** A tool call as the result shows it. */
export interface ToolCall {
  readonly name: string;
  readonly arguments: unknown;
}

/** The result of a completed job. */
export interface JobOutput {
  readonly output: unknown;
  readonly text?: string;
  readonly citations: readonly unknown[];
  readonly tool_calls: readonly ToolCall[];
  readonly confidence: number | null;
  readonly finish_reason: string;
  readonly cached: boolean;
}

/** What a final job holds beside its record: its output, or the words of its error. */
export interface JobResult {
  readonly output?: JobOutput;
  readonly message?: string;
}

/** Names of the sealed parts of a job. */
export const PART = {
  input: 'input',
  result: 'result',
  effect: 'effect',
  delta: 'delta',
  feedback: 'feedback',
} as const;
