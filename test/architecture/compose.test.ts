import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { NODE_FLAGS } from '../../scripts/start/node-flags.ts';
import { readCatalogFiles } from '../../shared/catalog/read-files.ts';
import { settingsSchema } from '../../shared/config/settings.ts';

interface ComposeService {
  command: string[];
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
}

const text = readFileSync(new URL('../../docker-compose.yml', import.meta.url), 'utf8');
const services: Record<string, ComposeService> = parse(text, { merge: true }).services;
/** Environment variables that the shipped models name. */
const namedByModels = readCatalogFiles(fileURLToPath(new URL('../../catalog', import.meta.url)))
  .flatMap(({ content }) => [content.api_key_env, content.provider_model_env])
  .filter((name) => typeof name === 'string');

test('compose runs every process of the system, and Redis so that it keeps what it is given', () => {
  expect(Object.keys(services).sort()).toEqual(['api', 'dashboard', 'redis', 'simulator', 'worker']);
  const redis = services.redis?.command.join(' ');
  expect(redis).toContain('--appendonly yes');
  expect(redis).toContain('--maxmemory-policy noeviction');
});

test('the image starts Node as `npm start` does', () => {
  const image = readFileSync(new URL('../../Dockerfile', import.meta.url), 'utf8');
  expect(/ NODE_OPTIONS=(\S+)/.exec(image)?.[1]).toBe(NODE_FLAGS.join(' '));
});

test('compose sets only variables that the services know', () => {
  // The simulator shares no code with the services, and reads a variable of its own.
  const known = [...Object.keys(settingsSchema.shape), ...namedByModels, 'SIMULATOR_HOST'];
  for (const { environment = {} } of Object.values(services)) {
    expect(known).toEqual(expect.arrayContaining(Object.keys(environment)));
  }
});

test('compose passes on every way to a real model', () => {
  const settings = Object.keys(settingsSchema.shape);
  const ways = [...settings.filter((name) => /^((AZURE_)?OPENAI|ANTHROPIC)_/.test(name)), ...namedByModels];
  expect(ways).toEqual(expect.arrayContaining(['OPENAI_MODEL', 'ANTHROPIC_API_KEY', 'GEMINI_API_KEY']));
  for (const name of ['api', 'worker']) {
    expect(Object.keys(services[name]?.environment ?? {})).toEqual(expect.arrayContaining(ways));
  }
});

test('compose waits only for services that tell whether they are healthy', () => {
  for (const [name, { depends_on = {} }] of Object.entries(services)) {
    for (const [needed, { condition }] of Object.entries(depends_on)) {
      expect({ name, needed, condition, tells: services[needed]?.healthcheck !== undefined }).toEqual({
        ...{ name, needed, condition: 'service_healthy', tells: true },
      });
    }
  }
});
