import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closest } from '../../../shared/config/closest.ts';
import { ConfigError, loadConfig } from '../../../shared/config/load-config.ts';

let dir: string;
const key = randomBytes(32).toString('hex');

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'config-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('settings', () => {
  test('have defaults, and are what the environment says', () => {
    expect(loadConfig({ MASTER_KEY: key })).toMatchObject({ API_PORT: 8080, ALLOW_PRIVATE_ADDRESSES: false });
    const config = loadConfig({
      MASTER_KEY: key,
      API_PORT: '9000',
      ALLOW_PRIVATE_ADDRESSES: '1',
      REDIS_URL: '',
    });
    expect(config).toMatchObject({ API_PORT: 9000, ALLOW_PRIVATE_ADDRESSES: true });
    expect(config.REDIS_URL).toBe('redis://127.0.0.1:6379');
    expect(config.masterKey.export().toString('hex')).toBe(key);
    expect(config).not.toHaveProperty('MASTER_KEY');
  });

  test.each([
    [{ API_PROT: '1' }, /API_PROT is not known; did you mean API_PORT\?/],
    [{ REDIS_ULR: 'a' }, /did you mean REDIS_URL/],
    [{ OPENAI_APIKEY: 'a' }, /did you mean OPENAI_API_KEY/],
    [{ API_PORT: 'http' }, /API_PORT/],
    [{ API_PORT: '70000' }, /API_PORT/],
    [{ ALLOW_PRIVATE_ADDRESSES: 'yes' }, /ALLOW_PRIVATE_ADDRESSES/],
    [{ MASTER_KEY: 'abc' }, /MASTER_KEY: must be 64 hexadecimal digits/],
    [{ MASTER_KEY: '', MASTER_KEY_COMMAND: 'exit 3' }, /MASTER_KEY_COMMAND failed \(exit code 3\)/],
    [{ MASTER_KEY: '', MASTER_KEY_COMMAND: 'no-such-program-here' }, /MASTER_KEY_COMMAND failed/],
    [{ MASTER_KEY: '', MASTER_KEY_COMMAND: 'echo abc' }, /MASTER_KEY_COMMAND must print 64/],
    [{ ADMIN_API_KEY: 'short' }, /ADMIN_API_KEY/],
    [{ KEY_PREFIX: 'a{b}' }, /KEY_PREFIX/],
    [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL/],
  ])('%j is refused by name', (env, says) => {
    const load = () => loadConfig({ MASTER_KEY: key, ...env });
    expect(load).toThrow(ConfigError);
    expect(load).toThrow(says);
  });

  test('every fault is named at once', () => {
    expect(() => loadConfig({ API_PORT: 'x', LOG_LEVEL: 'y', WORKERS: '0' })).toThrow(
      /API_PORT.*WORKERS.*LOG_LEVEL/s,
    );
  });

  test("other programs' variables are theirs, also beside ours", () => {
    const env = { MASTER_KEY: key, PATH: '/bin', HOME: '/root', PORT: '1', API_PORTS: '1', API_PORT: '2' };
    expect(loadConfig(env).API_PORT).toBe(2);
  });

  test('a definition reads its key by name; an empty one is none', () => {
    const config = loadConfig({ MASTER_KEY: key, MY_KEY: 'secret', EMPTY: '' });
    expect([config.secret('MY_KEY'), config.secret('EMPTY'), config.secret('NONE')]).toEqual([
      'secret',
      undefined,
      undefined,
    ]);
  });
});

describe('the master key', () => {
  test('is made once, for its owner only, and then stays', () => {
    const data = join(dir, 'new', 'data');
    const first = loadConfig({ DATA_DIR: data }).masterKey.export();
    expect(first).toHaveLength(32);
    expect(loadConfig({ DATA_DIR: data }).masterKey.export()).toEqual(first);
    const file = join(data, 'master.key');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8').trim()).toBe(first.toString('hex'));
  });

  test('is what a command prints, where the environment has none; then no file is made', () => {
    const env = { DATA_DIR: dir, MASTER_KEY_COMMAND: `echo ${key}` };
    expect(loadConfig(env).masterKey.export().toString('hex')).toBe(key);
    expect(existsSync(join(dir, 'master.key'))).toBe(false);
  });

  test('that a command has printed wrongly is told to nobody', () => {
    const load = () => loadConfig({ DATA_DIR: dir, MASTER_KEY_COMMAND: 'echo half-a-secret; exit 1' });
    expect(load).toThrow(ConfigError);
    expect(load).not.toThrow(/half-a-secret/);
  });

  test('a damaged file is not replaced', () => {
    writeFileSync(join(dir, 'master.key'), 'abc');
    expect(() => loadConfig({ DATA_DIR: dir })).toThrow(/master.key is damaged/);
    expect(readFileSync(join(dir, 'master.key'), 'utf8')).toBe('abc');
  });
});

describe('closest', () => {
  const known = ['jobs:read', 'jobs:write', 'API_PORT', 'priority'];
  test.each([
    ['jobs:raed', 'jobs:read'],
    ['jobs:wrte', 'jobs:write'],
    ['API_PROT', 'API_PORT'],
    ['prioritty', 'priority'],
    ['priority', 'priority'],
    ['everything', undefined],
    ['port', undefined],
    ['', undefined],
  ])('%s is meant to be %s', (word, meant) => {
    expect(closest(word, known)).toBe(meant);
  });
});
