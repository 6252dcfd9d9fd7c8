import type { Catalog, Model } from '../../shared/catalog/catalog.ts';
import { modelConnection } from '../../shared/catalog/model-connection.ts';
import type { Config } from '../../shared/config/load-config.ts';
import { createPooledFetch } from '../../shared/http/pooled-fetch.ts';
import { createOpenAiModel } from './openai-model.ts';
import { paceModel } from './paced-model.ts';
import { type TimedModel, timeModel } from './timed-model.ts';

/** Connections to one provider: more than any model's concurrency that a worker should meet. */
const CONNECTIONS = 1_024;
const MOST_PORTS = 1_000;

/** Finds the port of a model by its name; one HTTP pool serves all. */
export class ModelRegistry {
  readonly #catalog: Catalog;
  readonly #config: Config;
  readonly #fetch = createPooledFetch({ connections: CONNECTIONS });
  readonly #ports = new Map<string, TimedModel>();

  constructor(catalog: Catalog, config: Config) {
    this.#catalog = catalog;
    this.#config = config;
  }

  /** Whether this installation has an address and a key for a model. */
  isConfigured({ definition }: Model): boolean {
    return modelConnection(definition, this.#config) !== undefined;
  }

  /** The port of a model; undefined when it is not in the catalog or not configured. */
  port(name: string): TimedModel | undefined {
    const model = this.#catalog.model(name);
    const key = `${name}@${model?.version}`;
    const known = this.#ports.get(key);
    if (known) return known;
    const connection = model && modelConnection(model.definition, this.#config);
    if (!connection) return undefined;
    const port = timeModel(
      paceModel(
        createOpenAiModel({
          connection,
          model: connection.model ?? name,
          timeoutMs: 1_000 * model.definition.timeout_seconds,
          fetch: this.#fetch,
        }),
      ),
    );
    // A family has any number of members; a port is cheap to make again.
    if (this.#ports.size >= MOST_PORTS) this.#ports.clear();
    this.#ports.set(key, port);
    return port;
  }

  async close(): Promise<void> {
    await this.#fetch.close();
  }
}
