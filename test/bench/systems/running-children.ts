import type { Child } from '../parts/child-process.ts';
import type { RunningSystem } from './system.ts';

/** A system made of child processes, its api listening on this port of the loopback address. */
export function runningChildren(port: number, children: Readonly<Record<string, Child>>): RunningSystem {
  return {
    url: `http://127.0.0.1:${port}`,
    pids: Object.fromEntries(Object.entries(children).map(([name, child]) => [name, child.pid])),
    async stop() {
      await Promise.all(Object.values(children).map((child) => child.stop()));
    },
  };
}
