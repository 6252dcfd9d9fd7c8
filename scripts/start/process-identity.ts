import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** A process, told apart from a later one that got the same id. */
export interface ProcessIdentity {
  pid: number;
  /** When the kernel started it, in clock ticks since boot; 0 where the system does not tell. */
  born: number;
}

/** Who runs under this id now; undefined when nobody does. */
export function identify(pid: number): ProcessIdentity | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM says that it lives under another user.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return undefined;
  }
  try {
    // The name in parentheses may hold spaces; the fields after it are fixed: state first, start time twentieth.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields[0] === 'Z' ? undefined : { pid, born: Number(fields[19] ?? 0) };
  } catch {
    return { pid, born: 0 };
  }
}

/** Asks a process to end, and makes it end when it does not within `patienceMs`. */
export async function endProcess(target: ProcessIdentity, patienceMs: number): Promise<void> {
  const alive = () => identify(target.pid)?.born === target.born;
  const signal = (name: NodeJS.Signals) => {
    if (alive()) process.kill(target.pid, name);
  };
  signal('SIGTERM');
  const deadline = Date.now() + patienceMs;
  while (alive() && Date.now() < deadline) await delay(50);
  signal('SIGKILL');
  while (alive()) await delay(20);
}

/** The processes whose program has this name and whose working folder is `folder`. */
export function findProcesses(program: string, folder: string): ProcessIdentity[] {
  return listPids().flatMap((pid) => {
    try {
      const matches =
        readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(program) &&
        readlinkSync(`/proc/${pid}/cwd`) === folder;
      const found = matches ? identify(pid) : undefined;
      return found === undefined ? [] : [found];
    } catch {
      // It ended meanwhile, or belongs to somebody else.
      return [];
    }
  });
}

function listPids(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}
