import type { ModelDefinition } from './definitions.ts';

const KEYS: Readonly<Record<ModelDefinition['provider'], string>> = {
  simulator: 'SIMULATOR_URL',
  openai: 'OPENAI_API_KEY or OPENAI_BASE_URL',
  azure: 'AZURE_OPENAI_API_KEY',
  anthropic: 'ANTHROPIC_API_KEY',
};

/** What has to be set before a model can be reached, in words: the environment variables by their names. */
export function neededSettings(model: ModelDefinition): string {
  const { provider, provider_model_env, api_key_env, base_url } = model;
  const endpoint = provider === 'azure' && base_url === undefined ? 'AZURE_OPENAI_ENDPOINT' : undefined;
  const needed = [api_key_env ?? KEYS[provider], endpoint, provider_model_env];
  return needed.filter((name) => name !== undefined).join(' and ');
}
