import { type ModelKind, modelSchema } from '../../../shared/catalog/definitions.ts';
import { modelConnection } from '../../../shared/catalog/model-connection.ts';
import { loadConfig } from '../../../shared/config/load-config.ts';
import { createModel } from '../../../worker/models/create-model.ts';
import type { ModelPort } from '../../../worker/models/model-port.ts';

const config = loadConfig({
  MASTER_KEY: '0'.repeat(64),
  OPENAI_API_KEY: 'the-key',
  AZURE_OPENAI_API_KEY: 'the-key',
  ANTHROPIC_API_KEY: 'the-key',
});

const OWN_ADDRESSES = /^https:\/\/api\.(openai|anthropic)\.com/;

/**
 * The port of a model that is defined like this. Its `base_url` is a path at the server of the test, which also answers
 * for the providers' own addresses.
 */
export function openModel<K extends ModelKind>(
  kind: K,
  server: { readonly url: string; readonly fetch: typeof fetch },
  definition: Readonly<Record<string, unknown>>,
): ModelPort<K> {
  const parsed = modelSchema.parse({
    name: 'tested',
    kind,
    concurrency: 1,
    timeout_seconds: 5,
    retry: { attempts: 1, base_ms: 1, max_ms: 1 },
    price: { input: 0, output: 0 },
    ...definition,
    ...(definition.base_url !== undefined && { base_url: `${server.url}${definition.base_url}` }),
  });
  const connection = modelConnection(parsed, config);
  if (!connection) throw new Error(`there is no connection for ${JSON.stringify(definition)}`);
  return createModel(kind, {
    connection,
    model: connection.model ?? parsed.name,
    definition: parsed,
    fetch: (input, init) => server.fetch(String(input).replace(OWN_ADDRESSES, server.url), init),
  });
}
