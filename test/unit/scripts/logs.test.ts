import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAttention, formatLogLine } from '../../../scripts/start/attention.ts';
import { openLogFile } from '../../../scripts/start/log-file.ts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'logs-'));
});
afterEach(() => rm(dir, { recursive: true }));

test('a log appends, and sets the old part aside when it has grown', async () => {
  const path = join(dir, 'api.log');
  for (const line of ['one\n', 'two\n', 'three\n']) {
    const log = openLogFile(path, 5);
    log.write(line);
    log.close();
  }
  expect(await readFile(`${path}.1`, 'utf8')).toBe('one\ntwo\n');
  expect(await readFile(path, 'utf8')).toBe('three\n');
});

test('the terminal gets warnings and errors, in whichever way the level is written', () => {
  const shown: string[] = [];
  const attention = createAttention('worker', 'worker.log', (line) => shown.push(line));
  attention.log('{"level":"info","msg":"a"}');
  attention.log('{"level":30,"msg":"b"}');
  attention.log('{"level":"warn","msg":"c"}');
  attention.log('{"level":50,"msg":"d","err":{"message":"why"}}');
  attention.stderr('e');
  expect(shown).toEqual([
    expect.stringMatching(/worker warning: c$/),
    expect.stringMatching(/worker error: d \(why\)$/),
    'worker: e',
  ]);
});

test('a flood is cut short with a pointer to the log', () => {
  const shown: string[] = [];
  const attention = createAttention('api', '/logs/api.log', (line) => shown.push(line));
  for (let line = 0; line < 100; line += 1) attention.stderr(`line ${line}`);
  expect(shown).toHaveLength(11);
  expect(shown.at(-1)).toBe('api: more of this in /logs/api.log');
});

test('what is not JSON is shown as it is', () => {
  expect(formatLogLine('api', 'Segmentation fault')).toBe('api: Segmentation fault');
});
