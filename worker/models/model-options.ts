import type { ModelDefinition } from '../../shared/catalog/definitions.ts';
import type { ModelConnection } from '../../shared/catalog/model-connection.ts';

/** What a port of a model is made from. */
export interface ModelOptions {
  readonly connection: ModelConnection;
  /** The provider's name of the model; for Azure, the deployment. */
  readonly model: string;
  readonly definition: ModelDefinition;
  readonly fetch: typeof fetch;
}

/**
 * How an SDK is set up. BullMQ is the one retry owner: SDKs never retry. They also have a timeout, set beyond our own,
 * which say which one was passed.
 */
export function clientOptions({ connection, definition, fetch }: ModelOptions) {
  return {
    apiKey: connection.apiKey,
    maxRetries: 0,
    timeout: Math.ceil(1_000 * definition.timeout_seconds) + 60_000,
    fetch,
    logLevel: 'off' as const,
  };
}
