import { z } from 'zod';

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
