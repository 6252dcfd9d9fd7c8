import { admit } from '../../../api/admission/admit.ts';
import type { AdmissionContext } from '../../../api/admission/first-model.ts';
import type { Principal } from '../../../api/http/route.ts';
import { loadConfig } from '../../../shared/config/load-config.ts';
import { openInstallation } from '../../../shared/runtime/installation.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';

const AT_ONCE = 256;
const PRINCIPAL: Principal = { tenant: 'default', keyId: 'key_bench', scopes: [] };
const WELL: AdmissionContext['health'] = { allows: () => 'yes', latencyMs: () => undefined };
const BODY = { task: 'chat', model: 'sim-echo', input: { prompt: 'w'.repeat(900) } };

/** Admits jobs as the api does, without HTTP in between. */
export async function fillWaiting(env: Readonly<Record<string, string>>, jobs: number): Promise<void> {
  const installation = await openInstallation(loadConfig(env), 'fill', 'worker');
  const log = createLogger('fill', 'warn');
  const secrets = await installation.store.tenantKeys(PRINCIPAL.tenant);
  let next = 0;
  const admitSome = async () => {
    for (let i = next++; i < jobs; i = next++) {
      const request = { id: secrets.jobId(`waiting-${i}`), body: BODY, raw: BODY, traceId: '0'.repeat(32) };
      await admit({ installation, log, health: WELL }, PRINCIPAL, request);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, admitSome));
  await installation.close();
}
