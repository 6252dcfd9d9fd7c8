import type { Priority } from '../contracts/job-request.ts';

/**
 * What the priority classes come to, in virtual tokens of a queue: a token of `batch` at weight 1 is one of them.
 * By its `share`, a class that is waiting beside others is served that much more. `behind` is how far it lets what has
 * just come before it: an interactive job goes ahead of all standard ones that wait, until so much more was served.
 */
const CLASSES: Record<Priority, { readonly share: number; readonly behind: number }> = {
  interactive: { share: 16, behind: 0 },
  standard: { share: 4, behind: 4_096 },
  batch: { share: 1, behind: 20_480 },
};

/** A turn in a queue, as scripts take it and give it back (see `lua/lib/turns.lua`). */
export interface Turn {
  /** What it is a turn of: the tenant's jobs of one class on one queue. */
  readonly flow: string;
  /** In virtual tokens, for a tenant of weight 1. */
  readonly cost: number;
}

/** The turn of a job on a queue. */
export function turnOf(job: {
  readonly queue: string;
  readonly priority: Priority;
  /** What it is estimated to use. */
  readonly tokens: number;
}): Turn {
  const { queue, priority, tokens } = job;
  return { flow: `${queue} ${priority}`, cost: Math.max(1, tokens) / CLASSES[priority].share };
}

/** How far behind the start of its turn a job of a class stands in its queue's order, in virtual tokens. */
export function behind(priority: Priority): number {
  return CLASSES[priority].behind;
}
