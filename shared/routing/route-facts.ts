import type { ModelDefinition } from '../catalog/definitions.ts';
import type { Priority, Sensitivity } from '../contracts/job-request.ts';
import type { Need } from './estimate-need.ts';

/** What is known of a candidate. */
export interface Candidate {
  readonly definition: Pick<ModelDefinition, 'cleared_for' | 'capabilities' | 'price'>;
  /** Whether policy lets the job call it. */
  readonly permitted: boolean;
  /** Whether its breaker lets calls through: all, or the one or two that try whether it is back. */
  readonly allowed: 'yes' | 'probe' | 'no';
  /** How long its calls take, in ms, where they were measured. */
  readonly latencyMs?: number;
}

/** What a route decides by. */
export interface RouteFacts {
  readonly need: Need;
  readonly priority: Priority;
  readonly sensitivity: Sensitivity;
  /** Until the job's deadline, in ms. */
  readonly timeLeftMs: number;
  /** Jobs of one seed get the same model of a weighted route. */
  readonly seed: string;
  /** Models that the job has failed on. */
  readonly failed: readonly string[];
  /** A candidate; undefined when this installation cannot reach it. */
  candidate(model: string): Candidate | undefined;
}
