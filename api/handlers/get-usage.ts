import { z } from 'zod';
import { usageListSchema } from '../../shared/contracts/usage-object.ts';
import { dayOf } from '../../shared/cost/periods.ts';
import {
  readUsage,
  type UsageGroup,
  type UsageGrouping,
  type UsageSums,
} from '../../shared/cost/read-usage.ts';
import { USAGE_DAYS } from '../../shared/cost/settlement.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import { listBody, pageQuery } from '../http/list.ts';
import { defineRoute } from '../http/route.ts';

const DAY_MS = 86_400_000;
const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);
const METADATA = /^metadata\.(.{1,64})$/s;

const querySchema = z.strictObject({
  ...pageQuery,
  from: moment
    .optional()
    .describe('A day, or a moment that stands for its UTC day. Default: the first of this month.'),
  to: moment
    .optional()
    .describe('The last day, or the moment before which the last day lies. Default: today.'),
  group_by: z
    .union([z.enum(['task', 'model', 'day', 'api_key']), z.string().regex(METADATA)], {
      error: 'use task, model, day, api_key or metadata.<key>',
    })
    .default('day'),
});
type Query = z.infer<typeof querySchema>;

export const getUsage = defineRoute({
  method: 'get',
  path: '/v1/usage',
  scope: 'usage:read',
  tag: 'Cost',
  summary: 'What was used and what it cost, by whole UTC days; days in order, other groups by cost',
  query: querySchema,
  answers: { 200: { description: 'A page of groups, and the totals of all', schema: usageListSchema } },
  handler: async ({ context, principal, query }) => {
    const days = daysOf(query, Date.now());
    const { groups, totals } = await readUsage(
      context.installation.store,
      principal.tenant,
      days,
      groupingOf(query.group_by),
    );
    const { page, next } = pageOfGroups(groups, query);
    return {
      status: 200,
      body: {
        ...listBody(
          page.map(({ name, ...group }) => ({ object: 'usage', group: name ?? null, ...sumsObject(group) })),
          next,
        ),
        ...{ group_by: query.group_by, from: days[0], to: days.at(-1) },
        totals: sumsObject(totals),
      },
    };
  },
});

function groupingOf(text: Query['group_by']): UsageGrouping {
  const key = METADATA.exec(text)?.[1];
  if (key !== undefined) return { by: 'metadata', key };
  return { by: text as Exclude<UsageGrouping['by'], 'metadata'> };
}

/**
 * The days that a query asks for.
 * @throws AppError `invalid_request`
 */
function daysOf({ from, to }: Query, now: number): string[] {
  const first = from === undefined ? `${dayOf(now).slice(0, 8)}01` : dayOf(Date.parse(from));
  const last = to === undefined ? dayOf(now) : lastDay(to);
  const count = (Date.parse(last) - Date.parse(first)) / DAY_MS + 1;
  if (count < 1) throw new AppError('invalid_request', 'from: must not lie after to.');
  if (count > USAGE_DAYS) {
    throw new AppError(
      'invalid_request',
      `from, to: may span ${USAGE_DAYS} days, which is how long usage is kept.`,
    );
  }
  return Array.from({ length: count }, (_, i) => dayOf(Date.parse(first) + i * DAY_MS));
}

/** A day means all of it; a moment is where the range ends, so midnight ends with the day before. */
function lastDay(to: string): string {
  return to.length === 'yyyy-mm-dd'.length ? to : dayOf(Date.parse(to) - 1);
}

/** The groups behind a cursor: days in order, all others from the dearest on. */
function pageOfGroups(groups: readonly UsageGroup[], { limit, cursor, group_by }: Query) {
  const placed = groups.map((group) => {
    const id = group.id || '-';
    return { group, id, at: group_by === 'day' ? -Date.parse(id) : group.cost };
  });
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  const from = after && { id: after.id, at: group_by === 'day' ? -after.at : after.at };
  const rest = placed
    .filter(({ id, at }) => !from || at < from.at || (at === from.at && id > from.id))
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
  const last = rest.length > limit ? rest[limit - 1] : undefined;
  return {
    page: rest.slice(0, limit).map(({ group }) => group),
    next: last && encodeCursor(Math.abs(last.at), last.id),
  };
}

function sumsObject(sums: UsageSums) {
  return {
    calls: sums.calls,
    input_tokens: sums.input,
    output_tokens: sums.output,
    cached_tokens: sums.cached,
    reasoning_tokens: sums.reasoning,
    cost_micro_usd: sums.cost,
    cache_hits: sums.hits,
    saved_micro_usd: sums.saved,
  };
}
