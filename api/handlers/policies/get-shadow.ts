import { z } from 'zod';
import { AppError } from '../../../shared/errors/app-error.ts';
import { readShadow } from '../../../shared/policy/shadow-tally.ts';
import { rfc3339 } from '../../../shared/stores/render-job.ts';
import { defineRoute } from '../../http/route.ts';

const decided = z.enum(['allow', 'deny', 'failed']);

const shadowSchema = z
  .strictObject({
    object: z.literal('policy_shadow'),
    policy: z.string(),
    version: z.int().describe('The version in the shadow.'),
    since: z.iso.datetime(),
    evaluated: z.int().min(0).describe('Decisions that it was asked for beside the version that decides.'),
    differences: z.array(
      z.strictObject({
        action: z.string(),
        live: decided,
        shadow: decided.describe('Where both say `allow`, they demand different duties.'),
        times: z.int().min(1),
        jobs: z.array(z.string()).describe('The first jobs that show it; their timelines say why.'),
      }),
    ),
  })
  .meta({ id: 'PolicyShadow' });

export const getShadow = defineRoute({
  method: 'get',
  path: '/v1/policies/:name/shadow',
  scope: 'audit:read',
  tag: 'Governance',
  summary:
    "Read where a policy's version under the label shadow would have decided the tenant's work otherwise",
  answers: { 200: { description: 'What was counted so far', schema: shadowSchema } },
  handler: async ({ context, principal, params }) => {
    const { store } = context.installation;
    const { name = '' } = params;
    const tally = await readShadow(store, principal.tenant, name);
    if (!tally) {
      const words = `Nothing was decided in the shadow of the policy ${name}. Give a version of it the label shadow.`;
      throw new AppError('not_found', words);
    }
    const { since, ...counted } = tally;
    return {
      status: 200,
      body: { object: 'policy_shadow', policy: name, since: rfc3339(since), ...counted },
    };
  },
});
