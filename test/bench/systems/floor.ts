import { type Child, startChild } from '../parts/child-process.ts';
import { freePort } from '../parts/free-port.ts';
import { runningChildren } from './running-children.ts';
import type { System } from './system.ts';

const API = new URL('../floor/api.ts', import.meta.url);
const BARE_API = new URL('../floor/bare.ts', import.meta.url);
const WORKER = new URL('../floor/worker.ts', import.meta.url);

/** Express and BullMQ doing the same work unguarded: see `test/bench/floor`. */
export const floor: System = floorWith('floor', API);

/** `node:http` in place of Express; it only accepts. */
export const bare: System = floorWith('bare', BARE_API);

function floorWith(name: string, api: URL): System {
  return {
    name,
    async start({ redisUrl, simulatorUrl, logDir, env: further }, roles) {
      const port = await freePort();
      const env = {
        API_PORT: String(port),
        REDIS_URL: redisUrl,
        SIMULATOR_URL: simulatorUrl,
        FLOOR_CONCURRENCY: String(roles.concurrency),
        NODE_ENV: 'production',
        ...further,
      };
      const children: Record<string, Child> = { api: await startChild(api, env, logDir) };
      if (roles.worker) children.worker = await startChild(WORKER, env, logDir);
      return runningChildren(port, children);
    },
  };
}
