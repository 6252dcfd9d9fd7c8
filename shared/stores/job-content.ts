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
  /** What the API key that asked for it was to the tenant's own rules then; none where it had no role. */
  readonly roles?: readonly string[];
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

/** What a job that waits for people holds, for those who decide. */
export interface Waiting {
  /** Unix ms. */
  readonly since: number;
  /** Who may decide: a role of API keys, or whoever has the scope. */
  readonly role?: string;
  /** How many must approve. */
  readonly quorum: number;
  /** What is approved, by its digest; by default the request. */
  readonly digest: string;
  /** An answer that may or may not do. */
  readonly candidate?: unknown;
  readonly signals?: Readonly<Record<string, string | number | boolean | null>>;
  /** Who has approved so far. */
  readonly votes: readonly { readonly actor: string; readonly at: number; readonly reason: string }[];
}

/** What a job holds beside its record: its output, the words of its error, or what it waits for people with. */
export interface JobResult {
  readonly output?: JobOutput;
  readonly message?: string;
  readonly waiting?: Waiting;
}

/** Effects that people leave in a job's journal. */
export const PEOPLE_EFFECT = {
  /** Words of a reviewer for the model. */
  guidance: 'people.guidance',
  /** @param digest of what was approved */
  approval: (digest: string) => `people.approval.${digest}`,
} as const;

/** Names of the sealed parts of a job. */
export const PART = {
  input: 'input',
  result: 'result',
  effect: 'effect',
  delta: 'delta',
  feedback: 'feedback',
} as const;
