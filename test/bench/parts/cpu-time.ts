import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** Linux counts CPU time in hundredths of a second, whatever the kernel's own tick is. */
const MICROS_PER_TICK = 10_000;
const USER_TIME = 11;
const SYSTEM_TIME = 12;

export type Pids = Readonly<Record<string, number>>;

/** CPU time that each process has used so far, in microseconds, by its name. */
export function cpuTimes(pids: Pids): Record<string, number> {
  return Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, cpuTime(pid)]));
}

/**
 * Watches what the machine does beside these processes and this one.
 * The returned function tells the share (0 to 1) of all its processors that this took since.
 */
export function watchOthers(pids: Pids): () => number {
  const used = () => {
    const { user, system } = process.cpuUsage();
    return Object.values(cpuTimes(pids)).reduce((sum, time) => sum + time, user + system);
  };
  const [machineBefore, usedBefore] = [machineTime(), used()];
  return () => {
    const { busy, all } = machineTime();
    const byOthers = busy - machineBefore.busy - (used() - usedBefore);
    return Math.max(0, byOthers) / (all - machineBefore.all);
  };
}

function cpuTime(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The program's name stands in brackets and may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[USER_TIME]) + Number(fields[SYSTEM_TIME])) * MICROS_PER_TICK;
}

/** Microseconds that all processors together have worked, and that they have existed. */
function machineTime(): { readonly busy: number; readonly all: number } {
  let [busy, idle] = [0, 0];
  for (const { times } of cpus()) {
    busy += (times.user + times.nice + times.sys + times.irq) * 1e3;
    idle += times.idle * 1e3;
  }
  return { busy, all: busy + idle };
}
