import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface CommandResult {
  /** The exit code; 1 where a signal ended the command or it could not be run. */
  code: number;
  /** Standard output and error, line by line. */
  lines: string[];
}

/** Runs a command without input to its end, telling each line it prints. Never throws. */
export function runCommand(
  [command, ...args]: [string, ...string[]],
  onLine: (line: string) => void = () => undefined,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const lines: string[] = [];
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        onLine(line);
      });
    }
    child.once('error', (error) => resolve({ code: 1, lines: [...lines, error.message] }));
    child.once('close', (code) => resolve({ code: code ?? 1, lines }));
  });
}
