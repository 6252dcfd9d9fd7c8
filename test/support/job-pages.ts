import { randomUUID } from 'node:crypto';
import type { JobObject } from '../../shared/contracts/job-object.ts';
import { admitJob, type NewJob } from '../../shared/stores/admit-job.ts';
import type { ApiClient } from './api-client.ts';
import type { System } from './system.ts';
import type { Tenant } from './tenant.ts';

/** A page of a list of jobs. */
export interface JobPage {
  readonly object: 'list';
  readonly data: readonly JobObject[];
  readonly next_cursor: string | null;
}

/** Walks all pages and returns the ids in their order. */
export async function walkPages(
  api: ApiClient,
  query: string,
  eachPage: (page: JobPage) => void = () => {},
): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const more: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const { body } = await api.get<JobPage>(`/v1/jobs?${query}${more}`);
    found.push(...body.data.map(({ id }) => id));
    eachPage(body);
    cursor = body.next_cursor;
  }
  return found;
}

/** Admits jobs of given times past the API, so that times can be equal; no worker hears of them. */
export async function admitAt(system: System, tenant: Tenant, times: readonly number[]): Promise<string[]> {
  const { store } = system.installation;
  const ids: string[] = [];
  for (const [i, createdAt] of times.entries()) {
    const id = `job_${randomUUID().replaceAll('-', '').slice(0, 22)}`;
    const job: NewJob = {
      ...{
        tenant: tenant.id,
        id,
        fingerprint: id,
        taskVersion: 1,
        promptVersion: 1,
        routeVersion: null,
        policyVersion: null,
        decided: {},
        model: 'sim-echo',
      },
      ...{ task: i % 2 ? 'chat' : 'support-triage', queue: 'model.sim-echo', priority: 'standard' },
      tokens: 1_026,
      worstCost: () => 0,
      ...{ sensitivity: 'internal', createdAt, expiresAt: createdAt + 1e9, traceId: '', apiKeyId: '' },
      content: { input: {}, lifetimeMs: 1e9, subject: 'one', metadata: { all: 'yes' } },
    };
    await admitJob(store, job, 0);
    ids.push(id);
  }
  return ids;
}
