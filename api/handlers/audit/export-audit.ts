import { once } from 'node:events';
import { z } from 'zod';
import { publicKeyOf } from '../../../shared/audit/chain.ts';
import { exportLines } from '../../../shared/audit/export-lines.ts';
import { readHead, sealAudit } from '../../../shared/audit/seal-audit.ts';
import { trailOf, trailScope } from '../../audit/trail-of.ts';
import { defineRoute } from '../../http/route.ts';

export const exportAudit = defineRoute({
  method: 'get',
  path: '/v1/audit/export',
  scope: 'audit:read',
  tag: 'Governance',
  summary:
    'The whole audit trail as JSON lines, oldest first; `npm run audit:verify` proves it without the service',
  query: z.strictObject({ scope: trailScope }),
  answers: {
    200: {
      description: 'A line that says whose it is, one for each entry, and the signed head',
      contentType: 'application/jsonl',
    },
  },
  handler: async ({ context, principal, query, gone }) => {
    const { store } = context.installation;
    const tenant = trailOf(principal, query.scope);
    await sealAudit(store, tenant);
    const head = await readHead(store, tenant);
    const publicKey = publicKeyOf(await store.auditKey(tenant));
    return {
      status: 200,
      headers: { 'Content-Type': 'application/jsonl; charset=utf-8' },
      stream: async (response) => {
        const signal = gone();
        for await (const line of exportLines(store, tenant, head, publicKey)) {
          if (signal.aborted) return;
          if (!response.write(`${JSON.stringify(line)}\n`)) {
            await once(response, 'drain', { signal }).catch(() => {});
          }
        }
        response.end();
      },
    };
  },
});
