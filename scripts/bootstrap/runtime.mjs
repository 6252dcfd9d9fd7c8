import { existsSync } from 'node:fs';
import { join } from 'node:path';

const PINNED_MAJOR = 24;

/**
 * The package that brings the pinned Node on this machine; undefined where none exists.
 * @returns {string | undefined}
 */
export function runtimePackage() {
  const supported = process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch);
  return supported ? `node-linux-${process.arch}` : undefined;
}

/**
 * The Node that runs the project: the pinned one, else the present one if it is new enough.
 * @param {string} root the project's folder
 * @returns {string | undefined} path of an executable
 */
export function findRuntime(root) {
  const name = runtimePackage();
  const pinned = name === undefined ? undefined : join(root, 'node_modules', name, 'bin', 'node');
  if (pinned !== undefined && existsSync(pinned)) return pinned;
  return Number(process.versions.node.split('.')[0]) >= PINNED_MAJOR ? process.execPath : undefined;
}
