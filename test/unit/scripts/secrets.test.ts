import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { provideSecrets } from '../../../scripts/start/secrets.ts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'secrets-'));
});
afterEach(() => rm(dir, { recursive: true }));

test('generates secrets once and keeps them for this user alone', async () => {
  const first = provideSecrets(dir, {});
  expect(first.masterKey).toMatch(/^[0-9a-f]{64}$/);
  expect(first.adminApiKey).toMatch(/^ak_[\w-]{43}$/);
  await chmod(join(dir, 'admin.json'), 0o644);
  expect(provideSecrets(dir, {})).toEqual(first);
  for (const name of ['admin.json', 'master.key']) {
    expect((await stat(join(dir, name))).mode & 0o777).toBe(0o600);
  }
});

test('given secrets go before kept ones and are not written down', async () => {
  const given = { masterKey: 'a'.repeat(64), adminApiKey: 'k'.repeat(32), adminPassword: 'password' };
  expect(provideSecrets(dir, given)).toEqual(given);
  expect(await readdir(dir)).toEqual([]);
});

test('names a kept file that cannot be understood', async () => {
  await writeFile(join(dir, 'admin.json'), '{"api_key": 1}');
  expect(() => provideSecrets(dir, {})).toThrow('admin.json does not hold');
  await writeFile(join(dir, 'master.key'), 'not a key');
  expect(() => provideSecrets(dir, {})).toThrow('master.key does not hold 64 hexadecimal characters');
});
