import { z } from 'zod';
import { NAME_PATTERN } from '../../../shared/contracts/job-request.ts';
import { approvalSchema, reviewSchema } from '../../../shared/contracts/waiting-object.ts';
import { listWaiting, type WaitingStatus } from '../../../shared/stores/list-waiting.ts';
import { waitingObject } from '../../../shared/stores/render-waiting.ts';
import { decodeCursor, encodeCursor } from '../../http/cursor.ts';
import { listBody, listSchema, pageQuery } from '../../http/list.ts';
import { type Call, defineRoute, type Reply } from '../../http/route.ts';

const querySchema = z.strictObject({
  ...pageQuery,
  task: z.string().regex(NAME_PATTERN).optional(),
  code: z.string().max(64).optional().describe('Why they wait.'),
});

export const listReviews = defineRoute({
  method: 'get',
  path: '/v1/reviews',
  scope: 'reviews:read',
  tag: 'People',
  summary: 'List the jobs that wait for a review, those that wait longest first',
  query: querySchema,
  answers: { 200: { description: 'A page of reviews', schema: listSchema(reviewSchema) } },
  handler: (call) => listed('awaiting_review', call),
});

export const listApprovals = defineRoute({
  method: 'get',
  path: '/v1/approvals',
  scope: 'approvals:read',
  tag: 'People',
  summary: 'List the jobs that wait for an approval, those that wait longest first',
  query: querySchema,
  answers: { 200: { description: 'A page of approvals', schema: listSchema(approvalSchema) } },
  handler: (call) => listed('awaiting_approval', call),
});

async function listed(
  status: WaitingStatus,
  {
    context,
    principal,
    query,
  }: Pick<Call<unknown, z.infer<typeof querySchema>>, 'context' | 'principal' | 'query'>,
): Promise<Reply> {
  const { cursor, ...wanted } = query;
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  const { store } = context.installation;
  const { jobs, next } = await listWaiting(store, principal.tenant, { status, after, ...wanted });
  const shown = jobs.flatMap((job) => {
    const waiting = job.result?.waiting;
    return waiting ? [{ ...job, waiting }] : [];
  });
  const more = next && encodeCursor(next.at, next.id);
  return { status: 200, body: listBody(shown.map(waitingObject), more) };
}
