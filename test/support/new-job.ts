import { randomId } from '../../shared/security/ids.ts';
import type { NewJob } from '../../shared/stores/admit-job.ts';
import type { JobInput } from '../../shared/stores/job-content.ts';

const LIFETIME_MS = 60_000;

/** A job that passed every check of admission, of the task `chat` on the model `sim-echo`. */
export function newJob(tenant: string, content: Partial<JobInput> = {}): NewJob {
  const id = randomId('job');
  const createdAt = Date.now();
  return {
    ...{ tenant, id, fingerprint: id, task: 'chat', taskVersion: 1, promptVersion: null, routeVersion: null },
    ...{ policyVersion: null, decided: {} },
    ...{ model: 'sim-echo', queue: 'model.sim-echo', priority: 'standard', sensitivity: 'internal' },
    ...{ createdAt, expiresAt: createdAt + LIFETIME_MS, traceId: '0'.repeat(32), apiKeyId: 'key_test' },
    tokens: 1_026,
    worstCost: () => 0,
    content: { input: { prompt: 'hello' }, lifetimeMs: LIFETIME_MS, ...content },
  };
}
