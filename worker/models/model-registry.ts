import type { Catalog, Model } from '../../shared/catalog/catalog.ts';
import type { ModelKind } from '../../shared/catalog/definitions.ts';
import { modelConnection } from '../../shared/catalog/model-connection.ts';
import type { Config } from '../../shared/config/load-config.ts';
import { createPooledFetch } from '../../shared/http/pooled-fetch.ts';
import { createModel } from './create-model.ts';
import { heedLimits } from './heed-limits.ts';
import { paceModel } from './paced-model.ts';
import { type TimedModel, timeModel } from './timed-model.ts';

/** Connections to one provider: more than any model's concurrency that a worker should meet. */
const CONNECTIONS = 1_024;
/** An answer that is longer, in bytes, is none: the longest streams have less than half of it. */
const LONGEST_ANSWER = 96 * 1_024 ** 2;
const MOST_PORTS = 1_000;

type Ports = { readonly [K in ModelKind]: Map<string, TimedModel<K>> };

/** Finds the port of a model by its name; one HTTP pool serves all. */
export class ModelRegistry {
  readonly #catalog: Catalog;
  readonly #config: Config;
  readonly #rest: (queue: string, ms: number) => void;
  readonly #fetch = createPooledFetch({ connections: CONNECTIONS, longestBody: LONGEST_ANSWER });
  readonly #ports: Ports = {
    chat: new Map(),
    embedding: new Map(),
    moderation: new Map(),
    image: new Map(),
    transcription: new Map(),
  };

  /** @param rest hears of queues whose provider has nothing left for a time, in ms */
  constructor(catalog: Catalog, config: Config, rest: (queue: string, ms: number) => void) {
    this.#catalog = catalog;
    this.#config = config;
    this.#rest = rest;
  }

  /** Whether this installation has an address and a key for a model. */
  isConfigured({ definition }: Model): boolean {
    return modelConnection(definition, this.#config) !== undefined;
  }

  /** The port of a model; undefined when it is not in the catalog, not configured, or of another kind. */
  port<K extends ModelKind>(name: string, kind: K): TimedModel<K> | undefined {
    const ports = this.#ports[kind];
    const found = this.#catalog.model(name);
    const key = `${name}@${found?.version}`;
    const known = ports.get(key);
    if (known) return known;
    const definition = found?.definition;
    const connection = definition && modelConnection(definition, this.#config);
    if (!connection || definition.kind !== kind) return undefined;
    const model = connection.model ?? name;
    const fetch = heedLimits(this.#fetch, (ms) => this.#rest(found.queue, ms));
    const port = timeModel<K>(paceModel<K>(createModel(kind, { connection, model, definition, fetch })));
    // A family has any number of members; a port is cheap to make again.
    if (ports.size >= MOST_PORTS) ports.clear();
    ports.set(key, port);
    return port;
  }

  /** How long the calls of each model take that was called lately, in ms. */
  *latencies(): Iterable<[string, number]> {
    for (const ports of Object.values(this.#ports)) {
      for (const [key, port] of ports) {
        const ms = port.latencyMs();
        if (ms !== undefined) yield [key.slice(0, key.lastIndexOf('@')), ms];
      }
    }
  }

  async close(): Promise<void> {
    await this.#fetch.close();
  }
}
