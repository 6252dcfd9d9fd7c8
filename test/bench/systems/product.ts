import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, startChild } from '../parts/child-process.ts';
import { freePort } from '../parts/free-port.ts';
import { fillWaiting } from './fill-waiting.ts';
import { runningChildren } from './running-children.ts';
import type { Surroundings, System } from './system.ts';

const MASTER_KEY = 'b'.repeat(64);
const READY_MS = 30_000;
const API = new URL('../../../api/main.ts', import.meta.url);
const WORKER = new URL('../../../worker/main.ts', import.meta.url);

/** The environment of the product's processes. */
export function envOf({
  redisUrl,
  simulatorUrl,
  apiKey,
  dataDir,
  env,
}: Surroundings): Record<string, string> {
  return {
    REDIS_URL: redisUrl,
    KEY_PREFIX: 'bench',
    MASTER_KEY,
    ADMIN_API_KEY: apiKey,
    ADMIN_PASSWORD: 'not needed by the benchmark',
    DATA_DIR: dataDir,
    SIMULATOR_URL: simulatorUrl,
    ALLOW_PRIVATE_ADDRESSES: '1',
    LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
    ...env,
  };
}

/** This project: one api process and one worker process, as `npm start` runs them. */
export const product: System = {
  name: 'product',
  async start(surroundings, roles) {
    const port = await freePort();
    const { logDir } = surroundings;
    const env = { ...envOf(surroundings), API_PORT: String(port) };
    const children: Record<string, Child> = { api: await startChild(API, env, logDir) };
    if (roles.worker) children.worker = await startChild(WORKER, env, logDir);
    const running = runningChildren(port, children);
    if (roles.worker) await jobsCanRun(running.url);
    return running;
  },
  fillWaiting: (surroundings, jobs) => fillWaiting(envOf(surroundings), jobs),
};

async function jobsCanRun(url: string): Promise<void> {
  const late = AbortSignal.timeout(READY_MS);
  for (;;) {
    const answer = await fetch(`${url}/readyz`, { signal: late });
    const text = await answer.text();
    if (answer.ok) return;
    if (late.aborted) throw new Error(`not ready: ${text}`);
    await sleep(100);
  }
}
