import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig } from '../../../shared/config/load-config.ts';
import type { JobRequest } from '../../../shared/contracts/job-request.ts';
import { modelQueue } from '../../../shared/queues/queue-names.ts';
import { openInstallation } from '../../../shared/runtime/installation.ts';
import { type JobLoads, jobLoads } from '../job-loads.ts';
import type { Trial } from '../trial.ts';
import { admitMany } from './fill-waiting.ts';
import { envOf } from './product.ts';

const POLL_MS = 200;

/** A tenant of the system under test. */
export interface Contender {
  readonly name: string;
  readonly loads: JobLoads;
}

/** What the measurements of fairness do with a running product. */
export interface FairStand {
  newTenant(name: string, weight?: number): Promise<Contender>;
  /** A simulated model that takes so long, and may have so many calls at once. */
  putModel(name: string, latencyMs: number, concurrency: number): Promise<void>;
  /** Lets no hop of a model begin until `resume`. */
  pause(model: string): Promise<void>;
  resume(model: string): Promise<void>;
  fill(
    tenant: string,
    request: Omit<JobRequest, 'task' | 'input'> & { prompt: string },
    jobs: number,
  ): Promise<void>;
  waiting(model: string): Promise<number>;
  /** The prompts of the first calls since the last `forgetCalls`, once there are so many. */
  firstCalls(count: number): Promise<string[]>;
  forgetCalls(): Promise<void>;
  close(): Promise<void>;
}

export async function openFairStand({ url, stage, surroundings }: Trial): Promise<FairStand> {
  const installation = await openInstallation(loadConfig(envOf(surroundings)), 'fill', 'worker');
  const calls = new URL('/simulator/calls', surroundings.simulatorUrl);
  const authorization = `Bearer ${surroundings.apiKey}`;
  const send = async (method: string, path: string, body: object) => {
    const headers = { authorization, 'content-type': 'application/json' };
    const answer = await fetch(url + path, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return answer.json();
  };
  const queueOf = (model: string) => installation.queues.queue(modelQueue(model));
  return {
    async newTenant(name, weight = 1) {
      const { api_key } = (await send('POST', '/v1/tenants', { id: name, weight })) as {
        readonly api_key: { readonly key: string };
      };
      return { name, loads: jobLoads(stage, url, api_key.key) };
    },
    async putModel(name, latencyMs, concurrency) {
      await send('PUT', `/v1/catalog/models/${name}`, {
        provider: 'simulator',
        provider_model: `sim-slow-${latencyMs}`,
        timeout_seconds: 60,
        retry: { attempts: 4, base_ms: 200, max_ms: 10_000 },
        price: { input: 100_000, output: 400_000 },
        concurrency,
      });
      while (!installation.catalog.model(name)) await sleep(POLL_MS);
    },
    pause: (model) => queueOf(model).pause(),
    resume: (model) => queueOf(model).resume(),
    fill: (tenant, { prompt, ...request }, jobs) =>
      admitMany(installation, tenant, { task: 'chat', input: { prompt }, ...request }, jobs),
    waiting: (model) => queueOf(model).getPrioritizedCount(),
    async firstCalls(count) {
      for (;;) {
        const { data } = (await (await fetch(calls)).json()) as {
          readonly data: readonly {
            readonly request: { readonly messages: readonly { content: string }[] };
          }[];
        };
        if (data.length >= count)
          return data.slice(0, count).map(({ request }) => request.messages.at(-1)?.content ?? '');
        await sleep(POLL_MS);
      }
    },
    async forgetCalls() {
      await (await fetch(calls, { method: 'DELETE' })).text();
    },
    close: () => installation.close(),
  };
}
