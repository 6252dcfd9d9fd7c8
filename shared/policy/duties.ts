import { DATA_CLASSES, type DataClass } from '../contracts/data-classes.ts';

/** What of a job's content is logged: nothing, what its models see, or all. */
export const CONTENT_LOGGED = ['none', 'redacted', 'full'] as const;

/** Who must approve. */
export interface DemandedApproval {
  readonly role?: string;
  readonly quorum: number;
}

/** What policies that allow something demand for it. Of several that do, the strictest counts. */
export interface Duties {
  /** Classes of data that no model of the job may see. */
  readonly redact: readonly DataClass[];
  readonly approvals: readonly DemandedApproval[];
  /** A model must be named by each of these lists; a star at the end of a name stands for anything. */
  readonly models: readonly (readonly string[])[];
  /** The most that the job may cost, in micro-USD. */
  readonly maxCost?: number;
  readonly logContent: (typeof CONTENT_LOGGED)[number];
}

/** One duty as an annotation states it. */
export type Duty = Partial<{
  [Member in keyof Duties]: Duties[Member];
}>;

/** Age tells of somebody only beside other facts: it is named, or it is not meant. */
export const ALL_CLASSES: readonly DataClass[] = DATA_CLASSES.filter((name) => name !== 'age');

/**
 * What several duties come to together. Where none says what is redacted, everything is; where none says that content
 * may be logged, it is not.
 */
export function allOf(duties: readonly Duty[]): Duties {
  const told = duties.flatMap(({ redact }) => (redact ? [redact] : []));
  const costs = duties.flatMap(({ maxCost }) => maxCost ?? []);
  const logged = duties.flatMap(({ logContent }) => (logContent ? CONTENT_LOGGED.indexOf(logContent) : []));
  const approvals = duties.flatMap((duty) => duty.approvals ?? []);
  return {
    redact: told.length === 0 ? ALL_CLASSES : [...new Set(told.flat())],
    approvals: approvals.filter(({ role, quorum }, i) => {
      const first = approvals.findIndex((other) => other.role === role && other.quorum === quorum);
      return first === i;
    }),
    models: duties.flatMap(({ models }) => models ?? []),
    ...(costs.length > 0 && { maxCost: Math.min(...costs) }),
    logContent: CONTENT_LOGGED[logged.length === 0 ? 0 : Math.min(...logged)] ?? 'none',
  };
}
