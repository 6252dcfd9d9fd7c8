import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withProgress } from '../bootstrap/terminal.mjs';
import { Refusal } from '../refusal.ts';
import { endProcess, findProcesses, identify, type ProcessIdentity } from './process-identity.ts';

interface RunRecord {
  supervisor: ProcessIdentity;
  ports: Record<string, number>;
  processes: Record<string, ProcessIdentity>;
}

export interface RunFile {
  /** Writes down where something listens. */
  notePort(name: string, port: number): void;
  /** Writes down which process plays a part now. */
  noteProcess(name: string, pid: number): void;
  /** Removes the file: nothing runs any more. */
  release(): void;
}

const DRAIN_MS = 35_000;
const REDIS_MS = 15_000;

/**
 * Claims the data folder for this start, and ends what a start that was killed outright has left behind.
 * @throws {Refusal} when another start is using the folder
 */
export async function claimRunFile(dataDir: string, ports: Record<string, number>): Promise<RunFile> {
  const path = join(dataDir, 'run.json');
  const record: RunRecord = { supervisor: self(), ports, processes: {} };
  if (!create(path, record)) {
    const former = read(path);
    if (former !== undefined && isAlive(former.supervisor)) throw new Refusal(describeRunning(former));
    // Redis ends below, after those whose work it holds.
    const { redis: _, ...services } = former?.processes ?? {};
    await endLeftovers(Object.values(services), DRAIN_MS, 'services');
    rmSync(path, { force: true });
    if (!create(path, record)) throw new Refusal('Another npm start has just begun with the same DATA_DIR.');
  }
  // Two servers writing one append-only file would ruin it, so this looks at what truly runs, not at a note.
  await endLeftovers(findProcesses('redis-server', join(dataDir, 'redis')), REDIS_MS, 'Redis');
  const save = () => {
    writeFileSync(`${path}.new`, serialise(record), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  };
  return {
    notePort(name, port) {
      record.ports[name] = port;
      save();
    },
    noteProcess(name, pid) {
      record.processes[name] = identify(pid) ?? { pid, born: 0 };
      save();
    },
    release: () => rmSync(path, { force: true }),
  };
}

function self(): ProcessIdentity {
  return identify(process.pid) ?? { pid: process.pid, born: 0 };
}

function isAlive(known: ProcessIdentity): boolean {
  return identify(known.pid)?.born === known.born;
}

function create(path: string, record: RunRecord): boolean {
  const whole = `${path}.${process.pid}`;
  writeFileSync(whole, serialise(record), { mode: 0o600 });
  try {
    // A link appears complete or not at all, so nobody reads half a record.
    linkSync(whole, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(whole);
  }
}

function read(path: string): RunRecord | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function serialise(record: RunRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

function describeRunning({ supervisor, ports }: RunRecord): string {
  const where = Object.entries(ports).map(([name, port]) => `${name} ${port}`);
  return (
    `It is running already: process ${supervisor.pid} (ports: ${where.join(', ')}). Stop that one with ` +
    `Ctrl-C or "kill ${supervisor.pid}", or give this one a DATA_DIR and ports of its own.`
  );
}

async function endLeftovers(known: ProcessIdentity[], patienceMs: number, what: string): Promise<void> {
  const left = known.filter(isAlive);
  if (left.length === 0) return;
  await withProgress(`ending ${what} that an earlier, killed start left behind`, () =>
    Promise.all(left.map((one) => endProcess(one, patienceMs))),
  );
}
