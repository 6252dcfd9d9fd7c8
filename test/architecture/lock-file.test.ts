import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findMissingEntries } from '../../scripts/complete-lock.ts';

test('the lock file lists every optional package, so that npm ci takes it (else: node scripts/complete-lock.ts)', () => {
  const lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'));
  expect(Object.keys(findMissingEntries(lock.packages))).toEqual([]);
});

test('an absent package of another platform is described by its name', () => {
  const packages = {
    'node_modules/a': {
      dev: true,
      optionalDependencies: { '@a/linux-arm64-musl': '1.2.3', '@a/linux-x64-gnu': '1.2.3', present: '1.0.0' },
    },
    'node_modules/a/node_modules/present': {},
  };
  expect(findMissingEntries(packages)).toEqual({
    'node_modules/@a/linux-arm64-musl': {
      ...{ dev: true, version: '1.2.3', optional: true },
      ...{ os: ['linux'], cpu: ['arm64'], libc: ['musl'] },
    },
    'node_modules/@a/linux-x64-gnu': {
      ...{ dev: true, version: '1.2.3', optional: true },
      ...{ os: ['linux'], cpu: ['x64'], libc: ['glibc'] },
    },
  });
});
