import { z } from 'zod';
import { decodeCursor, encodeCursor } from './cursor.ts';

/** Query parameters that every list takes. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(20).describe('Entries on a page.'),
  cursor: z.string().max(256).optional().describe('The next_cursor of the page before.'),
};

/** A list's envelope. */
export function listSchema(entry: z.ZodType) {
  return z.strictObject({
    object: z.literal('list'),
    data: z.array(entry),
    next_cursor: z.string().nullable(),
  });
}

/** A page in its envelope. */
export function listBody(data: readonly unknown[], next?: string) {
  return { object: 'list', data, next_cursor: next ?? null };
}

/** A page of a list that is short enough to be read whole, oldest first. */
export function pageOf<Entry extends { readonly id: string; readonly createdAt: number }>(
  entries: readonly Entry[],
  { limit, cursor }: { readonly limit: number; readonly cursor?: string },
  render: (entry: Entry) => unknown,
) {
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  const rest = entries
    .filter(
      ({ id, createdAt }) => !after || createdAt > after.at || (createdAt === after.at && id > after.id),
    )
    .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  const page = rest.slice(0, limit);
  const last = rest.length > limit ? page.at(-1) : undefined;
  return listBody(page.map(render), last && encodeCursor(last.createdAt, last.id));
}
