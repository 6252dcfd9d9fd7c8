import { expect, test } from 'vitest';
import { modelSchema } from '../../../shared/catalog/definitions.ts';
import { neededSettings } from '../../../shared/catalog/needed-settings.ts';
import { simulatedModel } from '../../support/catalog.ts';

test.each([
  [{ provider: 'simulator' }, 'SIMULATOR_URL'],
  [{ provider: 'openai' }, 'OPENAI_API_KEY or OPENAI_BASE_URL'],
  [{ provider: 'openai', api_key_env: 'TEAM_KEY', base_url: 'https://models.example/v1' }, 'TEAM_KEY'],
  [
    { provider: 'openai', provider_model_env: 'OPENAI_MODEL' },
    'OPENAI_API_KEY or OPENAI_BASE_URL and OPENAI_MODEL',
  ],
  [{ provider: 'azure' }, 'AZURE_OPENAI_API_KEY and AZURE_OPENAI_ENDPOINT'],
  [{ provider: 'azure', base_url: 'https://azure.example' }, 'AZURE_OPENAI_API_KEY'],
  [{ provider: 'anthropic' }, 'ANTHROPIC_API_KEY'],
])('a model %j needs %s', (overrides, needed) => {
  const definition = modelSchema.parse({ name: 'm', ...simulatedModel(overrides) });
  expect(neededSettings(definition)).toBe(needed);
});
