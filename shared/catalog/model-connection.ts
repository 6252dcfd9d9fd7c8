import type { Config } from '../config/load-config.ts';
import type { ModelDefinition } from './definitions.ts';
import { offersKind } from './model-abilities.ts';

/** How to reach a model's provider. */
export interface ModelConnection {
  readonly kind: 'openai' | 'azure' | 'anthropic';
  readonly baseUrl?: string;
  readonly apiKey: string;
  readonly apiVersion?: string;
  /** The provider's own name for the model, where it is not ours. */
  readonly model?: string;
}

type Providers = Pick<
  Config,
  | 'OPENAI_API_KEY'
  | 'OPENAI_BASE_URL'
  | 'AZURE_OPENAI_API_KEY'
  | 'AZURE_OPENAI_ENDPOINT'
  | 'ANTHROPIC_API_KEY'
  | 'ANTHROPIC_BASE_URL'
  | 'SIMULATOR_URL'
  | 'secret'
>;

/** Azure's data-plane version used where the catalog names none. */
const AZURE_API_VERSION = '2024-10-21';

/**
 * The connection of a model, or undefined when this installation has no address, key or name for it, or its
 * provider no models of its kind.
 */
export function modelConnection(definition: ModelDefinition, config: Providers): ModelConnection | undefined {
  if (!offersKind(definition)) return undefined;
  const { provider_model, provider_model_env } = definition;
  const model = provider_model_env ? config.secret(provider_model_env) : provider_model;
  if (provider_model_env && !model) return undefined;
  const connection = providerConnection(definition, config);
  return connection && { ...connection, model };
}

function providerConnection(model: ModelDefinition, config: Providers): ModelConnection | undefined {
  const ownKey = model.api_key_env && config.secret(model.api_key_env);
  if (model.api_key_env && !ownKey) return undefined;
  switch (model.provider) {
    case 'simulator': {
      const baseUrl = model.base_url ?? config.SIMULATOR_URL;
      return baseUrl === undefined ? undefined : { kind: 'openai', baseUrl, apiKey: 'simulator' };
    }
    case 'azure': {
      const baseUrl = model.base_url ?? config.AZURE_OPENAI_ENDPOINT;
      const apiKey = ownKey || config.AZURE_OPENAI_API_KEY;
      if (!baseUrl || !apiKey) return undefined;
      return { kind: 'azure', baseUrl, apiKey, apiVersion: model.api_version ?? AZURE_API_VERSION };
    }
    case 'anthropic': {
      const baseUrl = model.base_url ?? config.ANTHROPIC_BASE_URL;
      const apiKey = ownKey || config.ANTHROPIC_API_KEY;
      return apiKey === undefined ? undefined : { kind: 'anthropic', baseUrl, apiKey };
    }
    case 'openai': {
      const baseUrl = model.base_url ?? config.OPENAI_BASE_URL;
      // Local servers (vLLM, Ollama) want no key, but the SDK wants some string.
      const apiKey = ownKey || config.OPENAI_API_KEY || (baseUrl ? 'none' : undefined);
      return apiKey === undefined ? undefined : { kind: 'openai', baseUrl, apiKey };
    }
  }
}
