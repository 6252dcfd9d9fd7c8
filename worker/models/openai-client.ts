import OpenAI, { AzureOpenAI } from 'openai';
import { clientOptions, type ModelOptions } from './model-options.ts';

/** The SDK's client for OpenAI itself, Azure, or any compatible server. */
export function createOpenAiClient(options: ModelOptions): OpenAI {
  const { connection, model, definition } = options;
  const { kind, baseUrl, apiKey, apiVersion } = connection;
  const common = clientOptions(options);
  if (kind !== 'azure') return new OpenAI({ ...common, baseURL: baseUrl });
  if (definition.api === 'responses' && definition.api_version === undefined) {
    // Responses live at Azure's address without dated versions, which speaks OpenAI's protocol but for the key.
    const baseURL = `${baseUrl?.replace(/\/+$/, '')}/openai/v1`;
    return new OpenAI({ ...common, baseURL, defaultHeaders: { 'api-key': apiKey, authorization: null } });
  }
  // Without a null it would read OPENAI_BASE_URL, and refuse to have that and an endpoint.
  return new AzureOpenAI({ ...common, baseURL: null, endpoint: baseUrl, apiVersion, deployment: model });
}
