import type { JobStatus } from '../contracts/job-states.ts';

/** One stage of one attempt, as the timeline shows it. No content, only names, codes and numbers. */
export interface StageEntry {
  readonly name: string;
  readonly at: number;
  readonly duration_ms: number;
  readonly verdict: string;
  readonly code?: string;
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/** One line of a job's timeline: a change of status, with the stages of the attempt that led to it. */
export interface LogEntry {
  /** Unix milliseconds. */
  readonly at: number;
  readonly status: JobStatus;
  readonly queue?: string;
  readonly hop?: number;
  readonly attempt?: number;
  /** The side call that has ended, where the line tells of one; the job's status has not changed. */
  readonly branch?: string;
  readonly code?: string;
  /** Who did it, where a person or a service did: `user:…`, `key:…`, `reconciler`. */
  readonly actor?: string;
  readonly stages?: readonly StageEntry[];
}

export function lifecycleEntry(entry: LogEntry): string {
  return JSON.stringify(entry);
}
