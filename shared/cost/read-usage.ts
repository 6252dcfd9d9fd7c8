import { openIfPossible } from '../security/seal.ts';
import type { Store } from '../stores/store.ts';
import { usageKeyDigest, usageNameBox } from './usage-names.ts';

/** What a number of calls have used. Money is micro-USD. */
export interface UsageSums {
  readonly calls: number;
  readonly input: number;
  readonly output: number;
  readonly cached: number;
  readonly reasoning: number;
  readonly cost: number;
  /** Calls that a cache answered, and what they would have cost. */
  readonly hits: number;
  readonly saved: number;
}

/** The calls that have one thing in common. */
export interface UsageGroup extends UsageSums {
  /** A task's, model's or API key's name or id, a day, or the digest of a metadata pair; absent for the rest. */
  readonly id?: string;
  /** What it is called; absent for the rest, and where no job has the metadata value any more. */
  readonly name?: string;
}

/** What usage can be grouped by. */
export type UsageGrouping =
  | { readonly by: 'task' | 'model' | 'api_key' | 'day' }
  | { readonly by: 'metadata'; readonly key: string };

const NOTHING: UsageSums = {
  ...{ calls: 0, input: 0, output: 0, cached: 0, reasoning: 0 },
  ...{ cost: 0, hits: 0, saved: 0 },
};

/** Place of each grouping in the field of a sum. */
const PLACES = { task: 0, model: 1, api_key: 2 } as const;

/** Days read at the same time. */
const AT_ONCE = 50;

/**
 * Exact sums of a tenant's settled calls over whole UTC days, in groups. They come from sums that are kept for each
 * day, so it does not matter how many calls there were.
 * @param days as `2026-11-25`
 */
export async function readUsage(
  store: Store,
  tenant: string,
  days: readonly string[],
  grouping: UsageGrouping,
): Promise<{ readonly groups: UsageGroup[]; readonly totals: UsageSums }> {
  const { keys } = store;
  const groups = new Map<string, UsageSums>();
  const count = (id: string, sums: UsageSums) => groups.set(id, add(groups.get(id) ?? NOTHING, sums));
  let totals = NOTHING;
  await eachDay(
    store,
    days,
    (day) => keys.usage(tenant, day),
    (day, field, sums) => {
      totals = add(totals, sums);
      if (grouping.by === 'day') count(day, sums);
      else if (grouping.by !== 'metadata') count(field.split(' ')[PLACES[grouping.by]] ?? '', sums);
    },
  );
  if (grouping.by !== 'metadata') {
    return { groups: [...groups].map(([id, sums]) => ({ id, name: id, ...sums })), totals };
  }
  const digest = usageKeyDigest(await store.tenantKeys(tenant), grouping.key);
  await eachDay(
    store,
    days,
    (day) => keys.usageByMetadata(tenant, day),
    (_day, field, sums) => {
      const [key, pair = ''] = field.split(' ');
      if (key === digest) count(pair, sums);
    },
  );
  const named = await nameValues(store, tenant, groups);
  const rest = [...groups.values()].reduce((left, sums) => add(left, sums, -1), totals);
  return { groups: rest.calls > 0 ? [...named, rest] : named, totals };
}

/** Reads the sums of each day, some days at a time. */
async function eachDay(
  { redis }: Store,
  days: readonly string[],
  keyOf: (day: string) => string,
  each: (day: string, field: string, sums: UsageSums) => void,
): Promise<void> {
  for (let i = 0; i < days.length; i += AT_ONCE) {
    const some = days.slice(i, i + AT_ONCE);
    const hashes = await Promise.all(some.map((day) => redis.hgetall(keyOf(day))));
    for (const [j, hash] of hashes.entries()) {
      for (const [field, text] of Object.entries(hash)) each(some[j] ?? '', field, parseSums(text));
    }
  }
}

/** Reads sums as `lib/usage` has written them. */
function parseSums(text: string): UsageSums {
  const numbers = text.split(' ').map(Number);
  const [calls = 0, input = 0, output = 0, cached = 0, reasoning = 0, cost = 0, hits = 0, saved = 0] =
    numbers;
  return { calls, input, output, cached, reasoning, cost, hits, saved };
}

/** @param sign 1, or -1 to subtract */
function add(a: UsageSums, b: UsageSums, sign = 1): UsageSums {
  return {
    calls: a.calls + sign * b.calls,
    input: a.input + sign * b.input,
    output: a.output + sign * b.output,
    cached: a.cached + sign * b.cached,
    reasoning: a.reasoning + sign * b.reasoning,
    cost: a.cost + sign * b.cost,
    hits: a.hits + sign * b.hits,
    saved: a.saved + sign * b.saved,
  };
}

/** Opens the names of metadata values. */
async function nameValues(
  { redis, keys, tenantKeys }: Store,
  tenant: string,
  groups: ReadonlyMap<string, UsageSums>,
): Promise<UsageGroup[]> {
  if (groups.size === 0) return [];
  const box = usageNameBox(await tenantKeys(tenant));
  const sealed = await redis.hmgetBuffer(keys.usageNames(tenant), ...groups.keys());
  return [...groups].map(([id, sums], i) => {
    const name = sealed[i];
    return { id, name: name ? openIfPossible(() => box.open<string>(id, name)) : undefined, ...sums };
  });
}
