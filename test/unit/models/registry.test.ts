import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogOf, readCatalogFiles } from '../../../shared/catalog/read-files.ts';
import { loadConfig } from '../../../shared/config/load-config.ts';
import { ModelRegistry } from '../../../worker/models/model-registry.ts';
import { simulatedModel, writeCatalog } from '../../support/catalog.ts';
import { floods, sends, WireServer } from '../../support/wire-server.ts';

const { signal } = new AbortController();
const server = new WireServer();
const directory = mkdtempSync(join(tmpdir(), 'models-'));
let models: ModelRegistry;

beforeAll(async () => {
  const base_url = `${await server.start()}/v1`;
  const catalog = writeCatalog(join(directory, 'catalog'), {
    models: {
      'family-*': simulatedModel({ base_url }),
      vectors: simulatedModel({ base_url, kind: 'embedding' }),
    },
  });
  models = new ModelRegistry(
    catalogOf(readCatalogFiles(catalog)),
    loadConfig({ MASTER_KEY: '0'.repeat(64) }),
    () => {},
  );
});
afterAll(async () => {
  await server.stop();
  await models.close();
  rmSync(directory, { recursive: true });
});

test('a model has a port of its own kind, and of no other', () => {
  const chat = models.port('family-1', 'chat');
  expect(chat).toBeDefined();
  expect(models.port('family-1', 'chat')).toBe(chat);
  expect(models.port('family-2', 'chat')).not.toBe(chat);
  expect(models.port('family-1', 'embedding')).toBeUndefined();
  expect(models.port('vectors', 'embedding')).toBeDefined();
  expect(models.port('vectors', 'chat')).toBeUndefined();
});

test('there is no port without a definition or a key', () => {
  expect(models.port('unheard-of', 'chat')).toBeUndefined();
  expect(models.port('claude-sonnet-5-5', 'chat')).toBeUndefined();
});

test('a refusal that does not say how long to wait gets a wait of ours, whatever the kind', async () => {
  server.answer = sends('{}', { status: 429 });
  const limited = { code: 'model_rate_limited', retryAfterMs: 1_000 };
  await expect(models.port('vectors', 'embedding')?.call({ texts: ['a'] }, signal)).rejects.toMatchObject(
    limited,
  );
});

test('a gigabyte is not read', async () => {
  server.answer = floods('{"a":', 'application/json');
  const arrived = server.arrival();
  const asked = { messages: [{ role: 'user' as const, content: 'hello' }], parameters: {} };
  const before = process.memoryUsage().rss;
  await expect(models.port('family-3', 'chat')?.call(asked, signal)).rejects.toMatchObject({
    code: 'model_bad_answer',
    message: 'The answer is too long to be one.',
  });
  await (await arrived).left;
  expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1_024 ** 2);
});
