import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { writeCatalog } from '../../support/catalog.ts';
import { ADMIN_KEY, type System, startSystem } from '../../support/system.ts';

const COMMAND = new URL('../../../scripts/catalog/main.ts', import.meta.url).pathname;
const run = promisify(execFile);

let system: System;
let directory: string;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl'), workers: 0 });
  directory = mkdtempSync(join(tmpdir(), 'catalog-'));
});
afterAll(async () => {
  await system.stop();
  rmSync(directory, { recursive: true });
});

/** Runs the command on the files of a folder. @returns what it printed, and whether it went well */
async function catalog(folder: string, ...args: string[]): Promise<{ said: string; ok: boolean }> {
  const env = { ...process.env, CATALOG_DIR: folder, API_URL: system.url, API_KEY: ADMIN_KEY };
  try {
    const { stdout } = await run(process.execPath, [COMMAND, ...args], { env });
    return { said: stdout, ok: true };
  } catch (error) {
    return { said: String(Reflect.get(Object(error), 'stderr')), ok: false };
  }
}

const production = async (place: string) => {
  const { body } = await system.api.get<{ labels: Record<string, { version: number; reason?: string }> }>(
    `/v1/catalog/${place}`,
  );
  return body.labels.production;
};

test('shows what files would change, applies it, and rolls back', async () => {
  const shipped = writeCatalog(join(directory, 'same'));
  expect(await catalog(shipped, 'diff')).toEqual({ said: 'Production is what the files say.\n', ok: true });

  const changed = writeCatalog(join(directory, 'changed'), {
    prompts: { chat: { user: 'Q: {{ prompt }}' } },
  });
  const { said } = await catalog(changed, 'diff');
  expect(said).toContain('prompts/chat: version 1 is in production, the file is new');
  expect(said).toContain('+ user: "Q: {{ prompt }}"');
  expect(await production('prompts/chat')).toMatchObject({ version: 1 });

  expect((await catalog(changed, 'apply', '--reason', 'shorter')).said).toContain(
    'production is version 2 now',
  );
  expect(await production('prompts/chat')).toMatchObject({ version: 2, reason: 'shorter' });
  const back = await catalog(changed, 'rollback', 'prompts/chat', '--reason', 'no better');
  expect(back.said).toBe('prompts/chat: production is version 1 now\n');
  expect(await production('prompts/chat')).toMatchObject({ version: 1, reason: 'no better' });
  expect((await catalog(changed, 'diff')).said).toContain('the file is version 2');
});

test('says what is wrong in one sentence', async () => {
  const shipped = writeCatalog(join(directory, 'again'));
  expect(await catalog(shipped, 'rollback', 'prompts/none')).toMatchObject({
    ok: false,
    said: expect.stringMatching(/^prompts\/none.*none/),
  });
  for (const args of [[], ['undo'], ['rollback'], ['diff', 'more'], ['diff', '--all']]) {
    expect(await catalog(shipped, ...args)).toMatchObject({
      ok: false,
      said: expect.stringMatching(/^npm run catalog/),
    });
  }
  const broken = writeCatalog(join(directory, 'broken'), { prompts: { chat: { user: '{{ a' } } });
  expect(await catalog(broken, 'diff')).toMatchObject({
    ok: false,
    said: expect.stringMatching(/chat\.yaml: user/),
  });
});
