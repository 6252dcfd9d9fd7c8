import { type Child, startChild } from '../parts/child-process.ts';
import { freePort } from '../parts/free-port.ts';
import { runningChildren } from './running-children.ts';
import type { System } from './system.ts';

const file = (name: string) => new URL(`../floor/${name}.ts`, import.meta.url).pathname;

/** Express and BullMQ doing the same work unguarded: see `test/bench/floor`. */
export const floor: System = floorWith('floor', 'api');

/** `node:http` in place of Express; it only accepts. */
export const bare: System = floorWith('bare', 'bare');

function floorWith(name: string, api: string): System {
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
      const children: Record<string, Child> = { api: await startChild(file(api), env, logDir) };
      if (roles.worker) children.worker = await startChild(file('worker'), env, logDir);
      return runningChildren(port, children);
    },
  };
}
