import { z } from 'zod';
import { appendAudit } from '../../../shared/audit/append-audit.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { isId } from '../../../shared/security/ids.ts';
import { subjectDigest } from '../../../shared/stores/job-indexes.ts';
import { readHolds, setHold } from '../../../shared/stores/legal-holds.ts';
import { readRecord } from '../../../shared/stores/read-job.ts';
import type { Store } from '../../../shared/stores/store.ts';
import { defineRoute } from '../../http/route.ts';
import { holdObject, holdObjectSchema } from './hold-object.ts';

const MOST_HOLDS = 1_000;

const bodySchema = z
  .strictObject({
    job: z.string().optional(),
    subject: z.string().min(1).max(256).optional(),
    tenant: z.literal(true).optional(),
    reason: z.string().min(1).max(500).describe('Kept in the audit trail.'),
  })
  .refine(
    ({ job, subject, tenant }) => [job, subject, tenant].filter((one) => one !== undefined).length === 1,
    {
      message: 'name what is held: a job, a subject, or tenant: true',
    },
  )
  .meta({ id: 'NewLegalHold' });

export const createHold = defineRoute({
  method: 'post',
  path: '/v1/legal-holds',
  scope: 'holds:write',
  tag: 'Governance',
  summary: 'Put a job, all about a subject, or everything of the tenant under legal hold: it is not erased',
  body: bodySchema,
  answers: { 201: { description: 'The hold', schema: holdObjectSchema } },
  handler: async ({ context, principal, body }) => {
    const { store } = context.installation;
    const { tenant, keyId } = principal;
    const target = await targetOf(store, tenant, body);
    if ((await readHolds(store, tenant)).length >= MOST_HOLDS) {
      throw new AppError('limit_reached', `A tenant may have ${MOST_HOLDS} legal holds. Lift some first.`);
    }
    const actor = `key:${keyId}`;
    const hold = await setHold(store, tenant, { target, reason: body.reason, actor });
    await appendAudit(store, tenant, { actor, action: 'legal_hold.set', target, reason: body.reason });
    return { status: 201, body: holdObject(hold), headers: { Location: `/v1/legal-holds/${hold.id}` } };
  },
});

async function targetOf(store: Store, tenant: string, body: z.infer<typeof bodySchema>): Promise<string> {
  const { job, subject } = body;
  if (subject !== undefined) return `subject:${subjectDigest(await store.tenantKeys(tenant), subject)}`;
  if (job === undefined) return 'tenant';
  const record = isId(job) ? await readRecord(store, tenant, job) : undefined;
  if (!record) throw new AppError('not_found', `There is no job ${job}.`);
  return `job:${job}`;
}
