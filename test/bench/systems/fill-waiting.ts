import { admit } from '../../../api/admission/admit.ts';
import type { AdmissionContext } from '../../../api/admission/first-model.ts';
import { loadConfig } from '../../../shared/config/load-config.ts';
import type { JobRequest } from '../../../shared/contracts/job-request.ts';
import { type Installation, openInstallation } from '../../../shared/runtime/installation.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';

const AT_ONCE = 256;
const WELL: AdmissionContext['health'] = { allows: () => 'yes', latencyMs: () => undefined };
const BODY = { task: 'chat', model: 'sim-echo', input: { prompt: 'w'.repeat(900) } };
let made = 0;

/** Admits jobs as the api does, without HTTP in between. */
export async function fillWaiting(env: Readonly<Record<string, string>>, jobs: number): Promise<void> {
  const installation = await openInstallation(loadConfig(env), 'fill', 'worker');
  await admitMany(installation, 'default', BODY, jobs);
  await installation.close();
}

/** Admits that many equal jobs of a tenant. */
export async function admitMany(
  installation: Installation,
  tenant: string,
  body: JobRequest,
  jobs: number,
): Promise<void> {
  const log = createLogger('fill', 'warn');
  const secrets = await installation.store.tenantKeys(tenant);
  let next = 0;
  const admitSome = async () => {
    while (next++ < jobs) {
      const request = { id: secrets.jobId(`waiting-${++made}`), body, raw: body, traceId: '0'.repeat(32) };
      await admit(
        { installation, log, health: WELL },
        { tenant, keyId: 'key_bench', scopes: [], roles: [] },
        request,
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, admitSome));
}
