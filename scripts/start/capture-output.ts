import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Attention } from './attention.ts';
import type { LogFile } from './log-file.ts';

const REMEMBERED_LINES = 5;

export interface OutputCapture {
  /** Takes the output of one more run of the process. */
  attach(child: ChildProcess): void;
  /** The latest lines of standard error. */
  lastWords(): string;
}

/** Writes all that a process says to its log file, and brings what matters to the terminal. */
export function captureOutput(log: LogFile, attention: Attention): OutputCapture {
  let latest: string[] = [];
  return {
    attach(child) {
      latest = [];
      child.stdout?.on('data', (chunk: Buffer) => log.write(chunk));
      child.stderr?.on('data', (chunk: Buffer) => log.write(chunk));
      if (child.stdout) createInterface({ input: child.stdout }).on('line', attention.log);
      if (child.stderr) {
        createInterface({ input: child.stderr }).on('line', (line) => {
          latest = [...latest, line].slice(-REMEMBERED_LINES);
          attention.stderr(line);
        });
      }
    },
    lastWords: () => latest.join('\n').trim(),
  };
}
