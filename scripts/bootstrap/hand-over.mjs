import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages, packagesAreCurrent } from './packages.mjs';
import { findRuntime } from './runtime.mjs';

const OLDEST_NODE = 20;
const PARENT_CHECK_MS = 1000;

/**
 * Brings the installed packages up to the lock file, then runs `entry` under the pinned Node and ends with its
 * exit code. Runs on every Node from 20 on, which is why this folder is plain JavaScript.
 * @param {string} entry path of a TypeScript file, relative to the project's folder
 */
export async function handOver(entry) {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const found = Number(process.versions.node.split('.')[0]);
  if (found < OLDEST_NODE) {
    refuse(`Node ${OLDEST_NODE} or newer is needed to begin with; this is ${process.version}.`);
  }
  if (!packagesAreCurrent(root)) await installPackages(root).catch(refuse);
  const runtime = findRuntime(root);
  if (runtime === undefined) {
    refuse(
      `Node 24 is needed. It comes with the packages on 64-bit Linux (x64, arm64) only; ` +
        `on ${process.platform} ${process.arch} install Node 24 and run this again.`,
    );
  }
  run(runtime, [join(root, entry), ...process.argv.slice(2)], root);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 */
function run(command, args, cwd) {
  // The IPC channel lets the child notice when this process is killed outright.
  const child = spawn(command, args, { cwd, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  /** @type {NodeJS.Signals[]} */
  const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of forwarded) process.on(signal, () => child.kill(signal));
  // npm passes on no SIGKILL; that it is gone shows in the parent's id alone.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event !== undefined) {
    setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), PARENT_CHECK_MS);
  }
  child.once('error', (error) => refuse(`${command} cannot be run: ${error.message}`));
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
    process.exit();
  });
}

/**
 * @param {unknown} reason
 * @returns {never}
 */
function refuse(reason) {
  console.error(`✖ ${reason instanceof Error ? reason.message : reason}`);
  process.exit(1);
}
