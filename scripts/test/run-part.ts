import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Part } from './parts.ts';

export interface PartResult {
  name: string;
  passed: number;
  failed: number;
  skipped: number;
  /** The tests that failed, with their files; also files that could not be run. */
  failures: string[];
  tookMs: number;
  /** What it printed, where that was not shown at once. */
  output: string;
}

const GRACE_MS = 10_000;
/** How a run of the tests is told to stop; `disconnect` is the end of the process before this one. */
export const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'];

/** What steers the product and must not reach its tests: they decide that themselves. */
const NOT_FOR_TESTS = [
  ...['API_PORT', 'DASHBOARD_PORT', 'SIMULATOR_PORT', 'REDIS_PORT', 'DATA_DIR', 'REDIS_URL', 'SIMULATOR_URL'],
  ...[
    'ADMIN_API_KEY',
    'ADMIN_PASSWORD',
    'MASTER_KEY',
    'MASTER_KEY_COMMAND',
    'OPENAI_API_KEY',
    'OPENAI_BASE_URL',
    'OPENAI_MODEL',
  ],
  ...['AZURE_OPENAI_API_KEY', 'AZURE_OPENAI_ENDPOINT', 'ANTHROPIC_API_KEY', 'ANTHROPIC_BASE_URL', 'WORKERS'],
  ...['ALLOW_PRIVATE_ADDRESSES', 'LOG_LEVEL', 'KEY_PREFIX', 'BIND_ADDRESS', 'NODE_ENV'],
];

/** Runs one part to its end. Tests print as they go; the output of checks is returned. */
export async function runPart(part: Part, root: string, chromium: string | undefined): Promise<PartResult> {
  const dir = mkdtempSync(join(tmpdir(), 'test-report-'));
  const reportPath = join(dir, 'report.json');
  const beganAt = Date.now();
  try {
    const { ok, output } = await run(part, root, reportPath, chromium);
    const counts = part.kind === 'check' ? countCheck(ok) : countTests(ok, reportPath, root);
    return { name: part.name, ...counts, tookMs: Date.now() - beganAt, output };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function run(
  part: Part,
  root: string,
  reportPath: string,
  chromium: string | undefined,
): Promise<{ ok: boolean; output: string }> {
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const name of NOT_FOR_TESTS) delete env[name];
  if (chromium !== undefined) env.CHROMIUM_PATH = chromium;
  const shown = part.kind === 'tests' ? 'inherit' : 'pipe';
  return new Promise((resolve) => {
    let output = '';
    // Of its own group, so that it ends with all that it has started.
    const child = spawn(process.execPath, part.args(root, reportPath), {
      cwd: root,
      env,
      detached: true,
      stdio: ['ignore', shown, shown],
    });
    const stop = () => {
      signalGroup(child, 'SIGTERM');
      setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS).unref();
    };
    for (const signal of STOP_SIGNALS) process.once(signal, stop);
    const limit = setTimeout(() => {
      output += `${part.name} did not end within ${part.limitMs / 60_000} minutes and was stopped.\n`;
      stop();
    }, part.limitMs);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    const end = (ok: boolean) => {
      clearTimeout(limit);
      for (const signal of STOP_SIGNALS) process.off(signal, stop);
      signalGroup(child, 'SIGKILL');
      resolve({ ok, output });
    };
    child.once('error', (error) => {
      output += `${error.message}\n`;
      end(false);
    });
    child.once('close', (code) => end(code === 0));
  });
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // Nobody of the group is left.
  }
}

type Counts = Pick<PartResult, 'passed' | 'failed' | 'skipped' | 'failures'>;

function countCheck(ok: boolean): Counts {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, failures: [] };
}

/** A part that fails counts as at least one failure, also when it could not even begin. */
function countTests(ok: boolean, reportPath: string, root: string): Counts {
  const report = readReport(reportPath);
  const failed = report.numFailedTests ?? 0;
  return {
    passed: report.numPassedTests ?? 0,
    failed: ok ? failed : Math.max(1, failed),
    skipped: (report.numPendingTests ?? 0) + Number(report.numTodoTests ?? 0),
    failures: (report.testResults ?? []).flatMap((file) => failuresOf(file, root)),
  };
}

interface FileReport {
  name: string;
  status: string;
  assertionResults: { status: string; fullName: string }[];
}

function failuresOf(file: FileReport, root: string): string[] {
  const failed = file.assertionResults.filter((one) => one.status === 'failed').map((one) => one.fullName);
  const named = failed.length > 0 || file.status !== 'failed' ? failed : ['could not be run'];
  return named.map((name) => `${relative(root, file.name)}: ${name}`);
}

interface Report {
  numPassedTests?: number;
  numFailedTests?: number;
  numPendingTests?: number;
  numTodoTests?: number;
  testResults?: FileReport[];
}

function readReport(path: string): Report {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}
