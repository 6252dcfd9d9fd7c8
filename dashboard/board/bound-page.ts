import type { BullBoardRequest } from '@bull-board/api/typings/app';
import { z } from 'zod';
import type { Refusal } from './allowed-actions.ts';

/** What the board's own settings offer; its API would load as many hops at once as somebody asks for. */
const pageSchema = z
  .object({
    page: z.coerce.number().int().min(1).max(1_000_000),
    jobsPerPage: z.coerce.number().int().min(1).max(300),
  })
  .partial();

/** Refuses a page of a queue that is larger than any reader needs. */
export function boundPage({ query }: Pick<BullBoardRequest, 'query'>): Refusal | undefined {
  if (pageSchema.safeParse(query).success) return undefined;
  return { status: 400, reason: 'page', message: 'A page has 1 to 300 jobs.' };
}
