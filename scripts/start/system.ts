import { join } from 'node:path';
import { say } from '../bootstrap/terminal.mjs';
import { Refusal } from '../refusal.ts';
import { createAttention } from './attention.ts';
import { captureOutput, type OutputCapture } from './capture-output.ts';
import { openLogFile } from './log-file.ts';
import type { RunFile } from './run-file.ts';
import { type ProcessPlan, type SupervisedProcess, supervise } from './supervise.ts';

/** All processes of one start. */
export interface System {
  /**
   * Starts processes side by side. Those with a lower `stopOrder` stop first.
   * @throws {Refusal} once the system is being stopped
   */
  start(stopOrder: number, plans: ProcessPlan[]): void;
  /** Prepares the log of a process. */
  capture(name: string): OutputCapture;
  /** Whether nothing has been started. */
  isEmpty(): boolean;
  /** Resolves when all that were started are ready; rejects when one cannot start. */
  ready(): Promise<void>;
  /** Lets all processes end, group after group. */
  stop(): Promise<void>;
  /** Ends all processes at once. */
  kill(): void;
}

export interface SystemOptions {
  logDir: string;
  runFile: Pick<RunFile, 'noteProcess'>;
  onHopeless(reason: Refusal): void;
}

/** An empty system, to be filled by `start`. */
export function createSystem({ logDir, runFile, onHopeless }: SystemOptions): System {
  const groups = new Map<number, SupervisedProcess[]>();
  let closed = false;
  const all = () => [...groups.values()].flat();
  const reports = { launched: runFile.noteProcess, say, hopeless: onHopeless };
  return {
    start(stopOrder, plans) {
      if (closed) throw new Refusal('Asked to stop before everything was started.');
      const started = plans.map((plan) => supervise(plan, reports));
      groups.set(stopOrder, [...(groups.get(stopOrder) ?? []), ...started]);
    },
    capture(name) {
      const log = openLogFile(join(logDir, `${name}.log`));
      return captureOutput(log, createAttention(name, log.path));
    },
    isEmpty: () => all().length === 0,
    async ready() {
      await Promise.all(all().map((one) => one.firstReady));
    },
    async stop() {
      closed = true;
      for (const order of [...groups.keys()].sort((a, b) => a - b)) {
        await Promise.all((groups.get(order) ?? []).map((one) => one.stop()));
      }
    },
    kill() {
      closed = true;
      for (const one of all()) one.kill();
    },
  };
}
