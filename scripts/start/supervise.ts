import type { ChildProcess } from 'node:child_process';
import { Refusal } from '../refusal.ts';

/** How to run one process of the system. */
export interface ProcessPlan {
  name: string;
  /** How long it may take to end after SIGTERM, in ms. */
  drainMs: number;
  launch(): ChildProcess;
  /** Resolves when the process can do its work; must settle soon after `signal` aborts. */
  whenReady(child: ChildProcess, signal: AbortSignal): Promise<void>;
  /** The last words of the process, for the message when it cannot start. */
  lastWords(): string;
}

/** What the rest of the system wants to know about its processes. */
export interface ProcessReports {
  launched(name: string, pid: number): void;
  say(line: string): void;
  /** The process says that it can never run as it is configured. */
  hopeless(reason: Refusal): void;
}

export interface SupervisedProcess {
  readonly name: string;
  /** Resolves when it is ready for the first time; rejects with a Refusal when it cannot start. */
  readonly firstReady: Promise<void>;
  /** Lets it drain and end; kills it when it does not in time. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
}

/** The exit code of a process that must not be restarted: its configuration is wrong (`EX_CONFIG`). */
const CONFIGURATION_ERROR = 78;

const STARTS_BEFORE_GIVING_UP = 3;
const LEAST_DELAY_MS = 500;
const GREATEST_DELAY_MS = 10_000;
const STEADY_AFTER_MS = 30_000;
const LAST_WORDS_MS = 250;

/** Keeps a process running: starts it again when it ends, later each time, until told to stop. */
export function supervise(plan: ProcessPlan, reports: ProcessReports): SupervisedProcess {
  const first = Promise.withResolvers<void>();
  first.promise.catch(() => undefined);
  const ended = Promise.withResolvers<void>();
  let child: ChildProcess | undefined;
  let again: NodeJS.Timeout | undefined;
  let stopping = false;
  let wasReady = false;
  let failures = 0;

  const start = () => {
    again = undefined;
    const launchedAt = Date.now();
    const launched = plan.launch();
    const gone = new AbortController();
    child = launched;
    if (launched.pid !== undefined) reports.launched(plan.name, launched.pid);
    plan.whenReady(launched, gone.signal).then(
      () => {
        if (gone.signal.aborted) return;
        if (wasReady) reports.say(`${plan.name} is back`);
        wasReady = true;
        first.resolve();
      },
      () => undefined,
    );
    const onEnd = (code: number | null, how: string) => {
      if (gone.signal.aborted) return;
      gone.abort();
      child = undefined;
      if (Date.now() - launchedAt > STEADY_AFTER_MS) failures = 0;
      failures += 1;
      if (stopping) ended.resolve();
      else decide(code, how);
    };
    launched.once('error', (error) => onEnd(null, error.message));
    launched.once('exit', (code, signal) => {
      const end = () => onEnd(code, signal ?? `exit code ${code}`);
      // The last words may still be on their way.
      const late = setTimeout(end, LAST_WORDS_MS);
      launched.once('close', () => {
        clearTimeout(late);
        end();
      });
    });
  };

  const decide = (code: number | null, how: string) => {
    const words = plan.lastWords();
    if (code === CONFIGURATION_ERROR || (!wasReady && failures >= STARTS_BEFORE_GIVING_UP)) {
      const reason = new Refusal(`${plan.name} cannot start (${how})${words === '' ? '' : `: ${words}`}`);
      if (wasReady) reports.hopeless(reason);
      first.reject(reason);
      return;
    }
    const delayMs = Math.min(GREATEST_DELAY_MS, LEAST_DELAY_MS * 2 ** (failures - 1));
    reports.say(`${plan.name} ended (${how}); starting it again in ${delayMs / 1000} s`);
    again = setTimeout(start, delayMs);
  };

  start();
  return {
    name: plan.name,
    firstReady: first.promise,
    async stop() {
      stopping = true;
      clearTimeout(again);
      const current = child;
      if (current === undefined) return;
      current.kill('SIGTERM');
      const patience = setTimeout(() => {
        reports.say(`${plan.name} did not end within ${plan.drainMs / 1000} s; ending it now`);
        current.kill('SIGKILL');
      }, plan.drainMs);
      await ended.promise;
      clearTimeout(patience);
    },
    kill() {
      stopping = true;
      clearTimeout(again);
      child?.kill('SIGKILL');
    },
  };
}
