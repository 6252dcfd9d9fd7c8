import type { Redis } from 'ioredis';
import { applyFiles } from '../catalog/apply-files.ts';
import { Catalog } from '../catalog/catalog.ts';
import type { Place } from '../catalog/catalog-store.ts';
import { followCatalog } from '../catalog/follow-catalog.ts';
import { readCatalogFiles } from '../catalog/read-files.ts';
import { type Config, ConfigError } from '../config/load-config.ts';
import { worstCostOfJob } from '../cost/worst-cost.ts';
import type { Lifecycle } from '../lifecycle/change-job.ts';
import { HopQueues } from '../queues/hop-queues.ts';
import { jitteredBackoff } from '../queues/retry-later.ts';
import { checkServer } from '../redis/check-server.ts';
import { type ConnectionRole, connectRedis } from '../redis/connection.ts';
import { createKeys } from '../redis/keys.ts';
import { checkMasterKey } from '../stores/master-key-check.ts';
import { openStore, type Store } from '../stores/store.ts';

/** What every process of the installation is built from. */
export interface Installation extends Lifecycle {
  readonly config: Config;
  readonly catalog: Catalog;
  /** Brings the catalog of this process up to date with what is stored: these definitions, or all. */
  refreshCatalog(...places: Place[]): Promise<void>;
  readonly store: Store;
  readonly queues: HopQueues;
  /** Opens a further connection; it is closed with the installation. */
  connect(role: ConnectionRole, name: string): Redis;
  close(): Promise<void>;
}

/** How long a start waits for Redis, in ms. */
const REDIS_PATIENCE_MS = 10_000;

/**
 * Connects to Redis, checks that it keeps what it is given, and opens store, queues and catalog.
 * @param role how this process's commands behave while Redis is away
 * @throws ConfigError saying what to set; Error when Redis does not answer, which a later start may find otherwise
 */
export async function openInstallation(
  config: Config,
  service: string,
  role: ConnectionRole,
): Promise<Installation> {
  const connections: Redis[] = [];
  const connect = (wanted: ConnectionRole, name: string) => {
    const redis = connectRedis(config, wanted, name);
    connections.push(redis);
    return redis;
  };
  const files = readCatalogFiles(config.CATALOG_DIR);
  const keys = createKeys(config.KEY_PREFIX);
  const redis = connect(role, service);
  const disconnect = () => {
    for (const connection of connections) connection.disconnect();
  };
  try {
    await ready(redis, config.REDIS_URL);
    await checkServer(redis);
    const store = openStore(redis, keys, config.masterKey);
    if (!(await checkMasterKey(store, config.masterKey, config.previousMasterKey))) {
      throw new ConfigError(
        'MASTER_KEY is not the key that the data in this Redis was sealed with. Where it was replaced, set MASTER_KEY_PREVIOUS to the one before.',
      );
    }
    const catalog = new Catalog();
    const follower = await followCatalog(store, catalog, connect('subscriber', `${service}-catalog`));
    await applyFiles(store, catalog, files);
    await follower.refresh();
    const queues = new HopQueues(redis, keys);
    await queues.clocks.listen(connect('subscriber', `${service}-clocks`));
    return {
      config,
      catalog,
      refreshCatalog: follower.refresh,
      store,
      queues,
      connect,
      deliver: (delivery) => queues.addDeliveryHop(delivery, 1),
      backoffMs: (queue, attemptsMade) =>
        jitteredBackoff(attemptsMade, catalog.modelOfQueue(queue)?.definition.retry),
      worstCost: (job, input) => worstCostOfJob(catalog, job, input),
      close: async () => {
        follower.stop();
        await queues.close();
        disconnect();
      },
    };
  } catch (error) {
    disconnect();
    throw error;
  }
}

async function ready(redis: Redis, url: string): Promise<void> {
  if (redis.status === 'ready') return;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const where = url.replace(/\/\/[^@/]*@/, '//');
  const timer = setTimeout(
    () => reject(new Error(`Redis does not answer at ${where}. Start it, or set REDIS_URL.`)),
    REDIS_PATIENCE_MS,
  );
  redis.once('ready', () => resolve());
  try {
    await promise;
  } finally {
    clearTimeout(timer);
  }
}
