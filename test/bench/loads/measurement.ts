import type { Roles } from '../systems/system.ts';
import type { Trial } from '../trial.ts';

/** Figures of one round of one system, by name. */
export type Figures = Readonly<Record<string, number>>;

/** What a figure, the median of all rounds, has to reach. */
export interface Target {
  readonly title: string;
  readonly figure: string;
  readonly of: string;
  /** The system whose same figure it is divided by; without one, the figure stands for itself. */
  readonly relativeTo?: string;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** How much a round measures: the full length, or one just long enough to see that everything works. */
export interface Extent {
  readonly warmUpJobs: number;
  readonly seconds: number;
  readonly jobs: number;
  readonly waitingJobs: number;
  readonly backlogJobs: number;
  readonly manyWaitingJobs: number;
}

export interface Measurement {
  readonly name: string;
  readonly title: string;
  readonly systems: readonly string[];
  readonly roles: Roles;
  /** Measured once and not in every round, because it takes long and wavers little. */
  readonly once?: boolean;
  readonly targets: readonly Target[];
  measure(trial: Trial, extent: Extent): Promise<Figures>;
}
