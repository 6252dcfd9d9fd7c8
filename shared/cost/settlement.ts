import type { ScriptArgument } from '../redis/scripts.ts';
import type { TenantKeys } from '../security/tenant-keys.ts';
import type { JobInput } from '../stores/job-content.ts';
import { metadataDigest } from '../stores/job-indexes.ts';
import { formatUsage, type JobRecord, type Usage } from '../stores/job-record.ts';
import type { Store } from '../stores/store.ts';
import { dayOf } from './periods.ts';
import { counterKeys } from './reservation.ts';
import { usageKeyDigest, usageNameBox } from './usage-names.ts';

/** A model call that was answered and is paid for. */
export interface SettledCall {
  /** The model's name; a member's name where the catalog entry is a family. */
  readonly model: string;
  /** The catalog's name of the family that it is a member of. */
  readonly family?: string;
  readonly usage: Usage;
  /** Micro-USD. */
  readonly cost: number;
  /** Where a cache answered in the model's place: what the call would have cost, in micro-USD. */
  readonly saved?: number;
}

/** Ledger and sums are kept this long, in days. */
export const USAGE_DAYS = 400;
const DAY_S = 86_400;
/** Tokens of one call that are counted. */
const MOST_TOKENS = 1_000_000_000_000;
/** Metadata pairs that get sums of their own in one day; what others cost is part of the rest. */
const MOST_PAIRS = 5_000;
/** Sums of one day beyond which the members of a family have one together: their names are for callers to choose. */
const MOST_ROWS = 1_000;

/**
 * Keys and arguments with which `put-effect` settles a call, from the fifth key and the ninth argument on.
 * @param now Unix ms
 */
export function settlementOf(
  { keys, budgeted }: Pick<Store, 'keys' | 'budgeted'>,
  secrets: TenantKeys,
  job: { readonly record: JobRecord; readonly input: Pick<JobInput, 'metadata'> },
  call: SettledCall,
  now: number,
): { readonly keys: string[]; readonly args: ScriptArgument[] } {
  const { tenant, id, task, apiKeyId, reservedOn, createdAt, countedIn, tokens } = job.record;
  const today = dayOf(now);
  const counted = reservedOn ?? (budgeted.has(tenant) ? dayOf(createdAt) : undefined);
  const forgottenAt = Math.ceil(now / 1_000) + (USAGE_DAYS + 1) * DAY_S;
  const used = formatUsage(sensible(call.usage));
  // What a cache has answered has made no call: all that was counted for it is given back in the end.
  const taken = countedIn && call.saved === undefined ? `${countedIn} ${tokens}` : '0 0';
  const pairs = Object.entries(job.input.metadata ?? {});
  return {
    keys: [
      ...[keys.ledger(tenant), keys.usage(tenant, today), keys.budgets(tenant)],
      keys.lastMinute(tenant),
      ...(counted ? [...counterKeys(keys, tenant, counted), keys.tenantEvents(tenant)] : []),
      ...(pairs.length > 0 ? [keys.usageByMetadata(tenant, today), keys.usageNames(tenant)] : []),
    ],
    args: [
      // One text is cheaper to send than nine arguments beside a sealed one.
      `${now} ${forgottenAt} ${taken} ${MOST_ROWS} ${call.family ?? call.model} ${id} ${task} ${call.model} ${apiKeyId} ${used} ${call.cost} ${call.saved ?? '-'}`,
      MOST_PAIRS,
      ...pairs.flatMap(([key, value]) => {
        const digest = metadataDigest(secrets, key, value);
        return [usageKeyDigest(secrets, key), digest, usageNameBox(secrets).seal(digest, value)];
      }),
    ],
  };
}

/** Counts that a provider cannot mean would spoil sums that are exact. */
function sensible({ input, output, cached, reasoning }: Usage): Usage {
  const bound = (count: number) => Math.min(count, MOST_TOKENS);
  return {
    input: bound(input),
    output: bound(output),
    cached: bound(cached),
    reasoning: bound(reasoning),
  };
}
