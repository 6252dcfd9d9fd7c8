import { z } from 'zod';
import { verifyAudit as verify } from '../../../shared/audit/verify-audit.ts';
import { headSchema, trailOf, trailScope } from '../../audit/trail-of.ts';
import { defineRoute } from '../../http/route.ts';

const verifiedSchema = z
  .strictObject({
    object: z.literal('audit_verification'),
    valid: z.boolean(),
    entries: z.int().describe('How many hold, from the first on.'),
    first_fault: z
      .strictObject({
        seq: z.int().describe('The entry at which it shows.'),
        kind: z.enum(['altered', 'missing', 'reordered', 'cut', 'bad_signature', 'wrong_head']),
      })
      .nullable(),
    head: headSchema.nullable().describe('Keep it elsewhere: whoever cuts the trail cannot take it back.'),
    public_key: z.string().describe('Of Ed25519, SPKI as base64.'),
  })
  .meta({ id: 'AuditVerification' });

export const verifyAudit = defineRoute({
  method: 'get',
  path: '/v1/audit/verify',
  scope: 'audit:read',
  tag: 'Governance',
  summary: 'Walk the whole audit trail and say whether it is as it was written',
  query: z.strictObject({ scope: trailScope }),
  answers: { 200: { description: 'What was found', schema: verifiedSchema } },
  handler: async ({ context, principal, query }) => {
    const found = await verify(context.installation.store, trailOf(principal, query.scope));
    const { fault, entries, head, publicKey } = found;
    return {
      status: 200,
      body: {
        ...{ object: 'audit_verification', valid: fault === undefined, entries },
        ...{ first_fault: fault ?? null, head: head ?? null, public_key: publicKey },
      },
    };
  },
});
