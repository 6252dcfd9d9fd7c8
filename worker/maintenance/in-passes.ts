import type { Logger } from '../../shared/telemetry/logger.ts';

/** What one step did: how many records it looked at, and how many it changed. */
export interface Step {
  readonly looked: number;
  readonly done: number;
}

/** How much one step looks at, and for how long all steps may go on. */
export interface Pace {
  /** Records of one step. */
  readonly batch: number;
  /** In ms. */
  readonly budgetMs: number;
}

/**
 * Takes one step for each tenant, then another for each that has more, and so on until none has or time is up.
 * A tenant whose step fails is logged and left until the next round: it holds up no other.
 * @returns how many records were changed
 */
export async function inPasses(
  tenants: readonly string[],
  pace: Pace,
  log: Pick<Logger, 'error'>,
  step: (tenant: string) => Promise<Step>,
): Promise<number> {
  const end = performance.now() + pace.budgetMs;
  let done = 0;
  let left = tenants;
  do {
    const more: string[] = [];
    for (const tenant of left) {
      try {
        const result = await step(tenant);
        done += result.done;
        if (result.looked >= pace.batch) more.push(tenant);
      } catch (err) {
        log.error({ tenant, err }, 'maintenance of a tenant failed');
      }
    }
    left = more;
  } while (left.length > 0 && performance.now() < end);
  return done;
}

/** Does something with each item, a few at a time, so that little is held at once. */
export async function inGroups<Item, Result>(
  items: readonly Item[],
  size: number,
  each: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let i = 0; i < items.length; i += size) {
    results.push(...(await Promise.all(items.slice(i, i + size).map(each))));
  }
  return results;
}
