import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findRuntime, runtimePackage } from './runtime.mjs';
import { withProgress } from './terminal.mjs';

/**
 * `os` and `cpu` are lists, or single names in the lock files of some packages.
 * @typedef {object} LockEntry
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [optional]
 * @property {boolean} [devOptional]
 * @property {string | string[]} [os]
 * @property {string | string[]} [cpu]
 */

/**
 * Whether node_modules holds what package-lock.json asks for, by npm's own record of what it installed. npm
 * writes that record last, so an interrupted installation does not count.
 * @param {string} root the project's folder
 */
export function packagesAreCurrent(root) {
  const installed = readLock(join(root, 'node_modules', '.package-lock.json'));
  const wanted = readLock(join(root, 'package-lock.json'));
  if (installed === undefined || wanted === undefined) return false;
  const runtime = runtimePackage();
  if (runtime !== undefined && `node_modules/${runtime}` in wanted && findRuntime(root) === undefined) {
    return false;
  }
  return Object.entries(wanted).every(([path, entry]) => path === '' || holds(installed[path], entry));
}

/**
 * Installs exactly the lock file with npm, showing progress.
 * @param {string} root the project's folder
 * @throws {Error} with npm's last words when it fails
 */
export async function installPackages(root) {
  const total = Object.values(readLock(join(root, 'package-lock.json')) ?? {}).filter(
    isForThisMachine,
  ).length;
  await withProgress('installing packages', async (note) => {
    let fetched = 0;
    /** @type {string[]} */
    const words = [];
    const code = await runNpm(root, (line) => {
      if (!line.startsWith('npm http')) words.push(line);
      else if (line.includes('.tgz')) note(`${++fetched} of ${total} packages fetched`);
    });
    // npm says first what is wrong, then how it is used.
    const complaint = words.filter((line) => line.startsWith('npm error')).slice(0, 12);
    if (code !== 0) throw new Error(`npm ci failed (${code}):\n${complaint.join('\n')}`);
  });
}

/**
 * @param {LockEntry | undefined} installed
 * @param {LockEntry} wanted
 */
function holds(installed, wanted) {
  // Optional packages for other platforms are in the lock file, and rightly not on the disk.
  if (installed === undefined) return wanted.optional === true || wanted.devOptional === true;
  return installed.version === wanted.version && installed.integrity === wanted.integrity;
}

/** @param {LockEntry} entry */
function isForThisMachine({ os, cpu }) {
  return (os?.includes(process.platform) ?? true) && (cpu?.includes(process.arch) ?? true);
}

/**
 * @param {string} path
 * @returns {Record<string, LockEntry> | undefined}
 */
function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} root
 * @param {(line: string) => void} onLine
 * @returns {Promise<number | string>} the exit code, or why npm could not be run
 */
function runNpm(root, onLine) {
  const [command, ...before] = npmCommand();
  // What the surrounding npm was told (`omit`, `engine-strict`, `--prefix`) is not meant for this installation.
  const flags = ['--include=dev', '--include=optional', '--engine-strict=false', '--loglevel=http'];
  const env = { ...process.env };
  for (const name of ['npm_config_prefix', 'npm_config_local_prefix', 'npm_config_global']) delete env[name];
  return new Promise((resolve) => {
    const child = spawn(command, [...before, 'ci', ...flags], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', onLine);
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** @returns {[string, ...string[]]} */
function npmCommand() {
  const cli = process.env.npm_execpath;
  return cli?.endsWith('npm-cli.js') ? [process.execPath, cli] : ['npm'];
}
