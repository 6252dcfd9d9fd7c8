import { appendAudit } from '../../shared/audit/append-audit.ts';
import { auditFields, decisionEntries } from '../../shared/policy/decision-entries.ts';
import { countShadow } from '../../shared/policy/shadow-tally.ts';
import type { Store } from '../../shared/stores/store.ts';
import type { Principal } from '../http/route.ts';
import { PolicyDenied } from './gate.ts';

/** Tells the trail of a request that policy has not allowed; of any other error nothing. */
export async function recordDenial(store: Store, principal: Principal, error: unknown): Promise<void> {
  if (!(error instanceof PolicyDenied)) return;
  const { decision, message } = error;
  await countShadow(store, decision, undefined);
  await appendAudit(store, principal.tenant, {
    actor: `key:${principal.keyId}`,
    action: 'policy.deny',
    target: decision.request.resource.id,
    outcome: 'denied',
    reason: message,
    details: auditFields(decisionEntries(decision)),
  });
}
