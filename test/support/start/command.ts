import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StubProject } from './project.ts';

/** One run of `npm start`. */
export interface StartCommand {
  readonly child: ChildProcess;
  /** The exit code. */
  readonly ended: Promise<number>;
  /** All it has printed so far. */
  output(): string;
  /** Resolves as soon as it has printed `text`, at once where it already has. */
  printed(text: string): Promise<void>;
}

export const IS_UP = 'Everything stays up until Ctrl-C.';

/** Starts the copy as `npm start` does, without a terminal. */
export function runStart(project: StubProject, extra: Record<string, string> = {}): StartCommand {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(REDIS_URL|(AZURE_)?OPENAI_.*)$/.test(name)),
  );
  const child = spawn(process.execPath, [join(project.root, 'scripts', 'start.mjs')], {
    env: { ...inherited, ...project.env, ...extra },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      for (const check of waiting) check();
    });
  }
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
  return {
    child,
    ended,
    output: () => output,
    printed: (text) =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (!output.includes(text)) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        ended.then((code) => reject(new Error(`ended with ${code} before it printed "${text}":\n${output}`)));
        check();
      }),
  };
}

/** The processes that the run file names, by what they are. */
export function listProcesses(project: StubProject): Record<string, number> {
  const run = JSON.parse(readFileSync(join(project.dataDir, 'run.json'), 'utf8'));
  const known: Record<string, { pid: number }> = { supervisor: run.supervisor, ...run.processes };
  return Object.fromEntries(Object.entries(known).map(([name, { pid }]) => [name, pid]));
}
