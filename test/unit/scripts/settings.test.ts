import { expect, test } from 'vitest';
import { readSettings } from '../../../scripts/start/settings.ts';

const read = (env: Record<string, string>) => readSettings(env, '/project');

test('has defaults for everything, and takes an empty variable as not set', () => {
  expect(read({ API_PORT: '', OPENAI_API_KEY: '', REDIS_URL: '' })).toMatchObject({
    apiPort: 8080,
    dashboardPort: 8081,
    simulatorPort: 8090,
    redisPort: 6379,
    redisUrl: undefined,
    dataDir: '/project/.data',
    workers: 1,
    realModel: false,
    allowPrivateAddresses: true,
  });
});

test('a key or a base URL means a real model', () => {
  expect(read({ OPENAI_API_KEY: 'k' }).realModel).toBe(true);
  expect(read({ OPENAI_BASE_URL: 'http://localhost:11434/v1' }).realModel).toBe(true);
  const azure = { AZURE_OPENAI_ENDPOINT: 'https://ours.openai.azure.com', AZURE_OPENAI_API_KEY: 'k' };
  expect(read(azure).realModel).toBe(true);
  expect(read({ ...azure, AZURE_OPENAI_API_KEY: '' }).realModel).toBe(false);
});

test('takes a server or a cluster that somebody else runs', () => {
  for (const REDIS_URL of ['redis://a:1', 'rediss://u:p@a:1', 'redis+cluster://a:1,b:1']) {
    expect(read({ REDIS_URL }).redisUrl).toBe(REDIS_URL);
  }
});

test('has a command print the master key where none is given', () => {
  const printed = 'ab'.repeat(32);
  const MASTER_KEY_COMMAND = `printf %s ${printed}`;
  expect(read({ MASTER_KEY_COMMAND }).masterKey).toBe(printed);
  expect(read({ MASTER_KEY_COMMAND, MASTER_KEY: '0'.repeat(64) }).masterKey).toBe('0'.repeat(64));
});

test.each([
  [{ API_PORT: 'http' }, 'API_PORT is "http"'],
  [{ DASHBOARD_PORT: '70000' }, 'DASHBOARD_PORT is "70000"'],
  [{ WORKERS: '0' }, 'WORKERS is "0"'],
  [{ WORKERS: '1.5' }, 'WORKERS is "1.5"'],
  [{ ADMIN_API_KEY: 'short' }, 'ADMIN_API_KEY has 5 characters; it must have 32 or more'],
  [{ ADMIN_PASSWORD: 'short' }, 'ADMIN_PASSWORD must have 8 characters'],
  [{ MASTER_KEY: 'xyz' }, 'MASTER_KEY must be 64 hexadecimal characters'],
  [{ MASTER_KEY_COMMAND: 'exit 3' }, 'MASTER_KEY_COMMAND failed (exit code 3)'],
  [{ REDIS_URL: 'localhost:6379' }, 'REDIS_URL must look like redis://'],
])('refuses %j by name', (env, message) => {
  expect(() => read({ ...env })).toThrow(message);
});
