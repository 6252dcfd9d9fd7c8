import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A real process of the product that a test can do harm to. */
export interface ProductProcess {
  readonly pid: number;
  /** Resolves when it says that it is ready; never when it ends before. */
  readonly ready: Promise<void>;
  readonly ended: Promise<Exit>;
  /** Whether it has not ended. */
  alive(): boolean;
  /** Sends a signal, `SIGSTOP` and `SIGCONT` among them. */
  signal(name: NodeJS.Signals): void;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<Exit>;
  /** SIGTERM; resolves when it is gone. */
  stop(): Promise<Exit>;
  /** What it has printed so far. */
  output(): string;
  /** Resolves as soon as it has printed `text`, at once where it already has. */
  printed(text: string): Promise<void>;
}

const ROOT = new URL('../../', import.meta.url);
const running = new Set<ChildProcess>();
// A stopped process would not notice that its parent is gone.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/**
 * Starts a module as a process of its own.
 * @param file path from the root of the project: `api/main.ts`
 */
export function launchProcess(file: string, env: Readonly<Record<string, string>>): ProductProcess {
  const child = fork(new URL(file, ROOT), {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  running.add(child);
  let output = '';
  const readers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      for (const reader of readers) reader();
    });
  }
  const ended = once(child, 'exit').then(([code, signal]): Exit => {
    running.delete(child);
    return { code, signal };
  });
  const { promise: ready, resolve } = Promise.withResolvers<void>();
  child.on('message', (message: { ready?: boolean }) => {
    if (message.ready) resolve();
  });
  const send = (name: NodeJS.Signals): Promise<Exit> => {
    child.kill(name);
    return ended;
  };
  return {
    pid: child.pid ?? 0,
    ready,
    ended,
    alive: () => running.has(child),
    signal: (name) => void child.kill(name),
    kill: () => send('SIGKILL'),
    stop: () => send('SIGTERM'),
    output: () => output,
    printed: (text) =>
      new Promise((found) => {
        const reader = () => {
          if (!output.includes(text)) return;
          readers.delete(reader);
          found();
        };
        readers.add(reader);
        reader();
      }),
  };
}

/**
 * Starts a module as a process and waits until it says that it is ready.
 * @throws when it ends before, with what it printed
 */
export async function startProcess(
  file: string,
  env: Readonly<Record<string, string>>,
): Promise<ProductProcess> {
  const started = launchProcess(file, env);
  const exit = await Promise.race([started.ready, started.ended]);
  if (exit) throw new Error(`${file} ended with ${exit.signal ?? exit.code}:\n${started.output()}`);
  return started;
}
