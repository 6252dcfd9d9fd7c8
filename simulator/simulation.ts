import type { CallLog } from './calls/call-log.ts';
import type { ModelDirectory } from './models/directory.ts';
import type { FaultTable } from './models/fault-table.ts';
import type { Recordings } from './recording/recordings.ts';
import type { MakeInstance } from './schema/make-instance.ts';

/** All that a running simulator holds. */
export interface Simulation {
  readonly seed: number;
  readonly models: ModelDirectory;
  readonly faults: FaultTable;
  readonly log: CallLog;
  readonly recordings: Recordings;
  readonly recordingSpeed: number;
  readonly makeInstance: MakeInstance;
  /** Seconds since 1970. */
  readonly startedAt: number;
}
