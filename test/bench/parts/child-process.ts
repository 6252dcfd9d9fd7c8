import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NODE_FLAGS } from '../../../scripts/start/node-flags.ts';
import type { Answer, Question } from './answer-parent.ts';

export interface Child {
  readonly pid: number;
  /** Asks a process that answers through `answerParent`. */
  ask(about: string, value?: unknown): Promise<unknown>;
  /** SIGTERM, and SIGKILL after ten seconds. Resolves when the process is gone. */
  stop(): Promise<void>;
}

const STOP_MS = 10_000;
const READY_MS = 60_000;
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/**
 * Starts a module as a process of its own and waits until it says that it is ready.
 * Its output goes to a file in `logDir`, the end of which is part of the error when it fails.
 */
export async function startChild(
  module: URL,
  env: Readonly<Record<string, string>>,
  logDir: string,
): Promise<Child> {
  const file = fileURLToPath(module);
  const logFile = join(logDir, `${basename(file)}-${process.hrtime.bigint()}.log`);
  const log = openSync(logFile, 'a');
  const child = fork(file, {
    env: { PATH: process.env.PATH, ...env },
    // Whatever is compared, runs under the same conditions.
    execArgv: [...process.execArgv, ...NODE_FLAGS],
    stdio: ['ignore', log, log, 'ipc'],
  });
  running.add(child);
  const ended = once(child, 'exit').then(() => {
    running.delete(child);
    throw new Error(`${file} ended:\n${readFileSync(logFile, 'utf8').slice(-2_000)}`);
  });
  ended.catch(() => undefined);
  const late = AbortSignal.timeout(READY_MS);
  await Promise.race([ended, saysReady(child, late)]);
  const answers = collectAnswers(child);

  return {
    pid: child.pid ?? 0,
    ask: (about, value) => Promise.race([ended, answers(about, value)]),
    async stop() {
      if (!running.has(child)) return;
      const gone = once(child, 'exit');
      const kill = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      child.kill('SIGTERM');
      await gone;
      clearTimeout(kill);
    },
  };
}

async function saysReady(child: ChildProcess, signal: AbortSignal): Promise<void> {
  for (;;) {
    const [message] = await once(child, 'message', { signal });
    if (message?.ready) return;
  }
}

function collectAnswers(child: ChildProcess): (about: string, value: unknown) => Promise<unknown> {
  let asked = 0;
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  child.on('message', ({ id, value, error }: Answer) => {
    const question = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) question?.resolve(value);
    else question?.reject(new Error(error));
  });
  return (about, value) => {
    const id = asked++;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    waiting.set(id, { resolve, reject });
    child.send({ id, about, value } satisfies Question);
    return promise;
  };
}
