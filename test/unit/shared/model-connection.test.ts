import { describe, expect, test } from 'vitest';
import { type ModelDefinition, modelSchema } from '../../../shared/catalog/definitions.ts';
import { modelConnection } from '../../../shared/catalog/model-connection.ts';
import { catalogOf, readCatalogFiles } from '../../../shared/catalog/read-files.ts';
import { loadConfig } from '../../../shared/config/load-config.ts';

const catalog = catalogOf(readCatalogFiles('catalog'));
const MASTER_KEY = '0'.repeat(64);

/** The first of a shipped task's models that an environment reaches, and what the provider hears. */
function chosen(task: string, env: Record<string, string>): string[] | undefined {
  const config = loadConfig({ MASTER_KEY, ...env });
  for (const name of catalog.definition('tasks', task)?.models ?? []) {
    const model = catalog.model(name);
    const connection = model && modelConnection(model.definition, config);
    if (connection) return [name, connection.model ?? name, connection.baseUrl ?? 'OpenAI'];
  }
  return undefined;
}

const SERVER = 'http://localhost:11434/v1';
const AZURE = 'https://ours.openai.azure.com';

describe.each(['chat', 'support-triage'])('%s runs', (task) => {
  test.each<[string, Record<string, string>, string[]]>([
    ['at OpenAI', { OPENAI_API_KEY: 'k' }, ['gpt-5-mini', 'gpt-5-mini', 'OpenAI']],
    [
      'at a compatible server, on the model it has',
      { OPENAI_BASE_URL: SERVER, OPENAI_MODEL: 'llama3.2:3b' },
      ['openai-compatible', 'llama3.2:3b', SERVER],
    ],
    [
      'at Azure',
      { AZURE_OPENAI_ENDPOINT: AZURE, AZURE_OPENAI_API_KEY: 'k' },
      ['azure-gpt-5-mini', 'gpt-5-mini', AZURE],
    ],
  ])('%s', (_where, env, expected) => {
    expect(chosen(task, env)).toEqual(expected);
  });

  test('nowhere with the name of a model alone', () => {
    expect(chosen(task, { OPENAI_MODEL: 'llama3.2:3b' })).toBeUndefined();
  });
});

describe('Anthropic is reached', () => {
  const connect = (env: Record<string, string>, overrides: Partial<ModelDefinition> = {}) => {
    const definition = catalog.model('claude-sonnet-5-5')?.definition;
    return modelConnection(
      modelSchema.parse({ ...definition, ...overrides }),
      loadConfig({ MASTER_KEY, ...env }),
    );
  };
  const ANTHROPIC_BASE_URL = 'https://proxy.example.org';

  test('with a key, at its own address or another', () => {
    expect(connect({ ANTHROPIC_API_KEY: 'k' })).toEqual({ kind: 'anthropic', apiKey: 'k' });
    expect(connect({ ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL })).toMatchObject({
      baseUrl: ANTHROPIC_BASE_URL,
    });
    const own = { base_url: 'https://team.example.org', api_key_env: 'TEAM_KEY' };
    expect(connect({ ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL, TEAM_KEY: 't' }, own)).toMatchObject({
      apiKey: 't',
      baseUrl: 'https://team.example.org',
    });
  });

  test('not without one, nor for kinds that it does not have', () => {
    expect(connect({ ANTHROPIC_BASE_URL })).toBeUndefined();
    expect(connect({ ANTHROPIC_API_KEY: 'k' }, { kind: 'embedding' })).toBeUndefined();
  });

  test('only by jobs and routes that name its models', () => {
    for (const task of ['chat', 'support-triage'])
      expect(chosen(task, { ANTHROPIC_API_KEY: 'k' })).toBeUndefined();
  });
});
