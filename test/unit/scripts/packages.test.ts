import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packagesAreCurrent } from '../../../scripts/bootstrap/packages.mjs';
import { runtimePackage } from '../../../scripts/bootstrap/runtime.mjs';

let root: string;

const writeLock = (file: string, packages: Record<string, unknown>) =>
  writeFile(join(root, file), JSON.stringify({ packages }));
const INSTALLED = 'node_modules/.package-lock.json';
const WANTED = 'package-lock.json';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'packages-'));
  await mkdir(join(root, 'node_modules'));
});
afterEach(() => rm(root, { recursive: true }));

test('packages that match the lock file are current, optional ones of other platforms aside', async () => {
  await writeLock(WANTED, {
    '': {},
    'node_modules/a': { version: '1.0.0', integrity: 'x' },
    'node_modules/other-platform': { version: '1.0.0', optional: true },
  });
  await writeLock(INSTALLED, { 'node_modules/a': { version: '1.0.0', integrity: 'x' } });
  expect(packagesAreCurrent(root)).toBe(true);
});

test('another version, a missing package and an interrupted installation are not current', async () => {
  await writeLock(WANTED, { 'node_modules/a': { version: '2.0.0' } });
  expect(packagesAreCurrent(root)).toBe(false);
  await writeLock(INSTALLED, { 'node_modules/a': { version: '1.0.0' } });
  expect(packagesAreCurrent(root)).toBe(false);
  await writeLock(INSTALLED, {});
  expect(packagesAreCurrent(root)).toBe(false);
});

test('a development dependency left out is missing', async () => {
  await writeLock(WANTED, { 'node_modules/a': { version: '2.0.0', dev: true } });
  await writeLock(INSTALLED, {});
  expect(packagesAreCurrent(root)).toBe(false);
});

test('names the package of the pinned Node for this machine', () => {
  expect(runtimePackage()).toBe(process.platform === 'linux' ? `node-linux-${process.arch}` : undefined);
});
