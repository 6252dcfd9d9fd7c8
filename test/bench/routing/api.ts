import type { JobObject } from '../../../shared/contracts/job-object.ts';
import type { Placed } from './definitions.ts';

/** The product's API, as an application would use it. Every function throws when it is refused. */
export interface Api {
  /** Stores a definition and puts it into production. */
  putIntoProduction(definition: Placed): Promise<void>;
  /** Sends a job and waits until it has ended. */
  runJob(request: object, idempotencyKey: string): Promise<JobObject>;
}

const WAIT = { prefer: 'wait=60' };

export function apiAt(url: string, apiKey: string): Api {
  async function call<T>(method: string, path: string, body?: object, headers = {}): Promise<T> {
    const answer = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return JSON.parse(text) as T;
  }

  return {
    async putIntoProduction([place, content]) {
      const path = `/v1/catalog/${place}`;
      const { version } = await call<{ readonly version: number }>('PUT', path, content);
      await call('PUT', `${path}/labels/production`, { version, reason: 'benchmark of routes' });
    },

    async runJob(request, idempotencyKey) {
      let job = await call<JobObject>('POST', '/v1/jobs', request, {
        ...WAIT,
        'idempotency-key': idempotencyKey,
      });
      while (job.finished_at === null) job = await call('GET', `/v1/jobs/${job.id}`, undefined, WAIT);
      return job;
    },
  };
}
