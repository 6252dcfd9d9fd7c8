import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApi } from '../../api/start-api.ts';
import { loadConfig } from '../../shared/config/load-config.ts';
import { type Installation, openInstallation } from '../../shared/runtime/installation.ts';
import type { Service } from '../../shared/runtime/process-lifecycle.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { type Simulator, startSimulator } from '../../simulator/server.ts';
import { startWorker } from '../../worker/start-worker.ts';
import { ApiClient } from './api-client.ts';
import { type CatalogFiles, writeCatalog } from './catalog.ts';

/** What a test may choose about the system it runs against. */
export interface SystemOptions {
  readonly redisUrl: string;
  /** Worker services in this process; each has connections of its own. Default 1. */
  readonly workers?: number;
  /** Definitions beside, or instead of, the shipped ones. */
  readonly catalog?: CatalogFiles;
  readonly env?: Readonly<Record<string, string>>;
  /** Reuse the keys of an earlier system: the same data. */
  readonly keyPrefix?: string;
}

/** The product in this process, on real HTTP and a real Redis, isolated by its key prefix. */
export interface System {
  readonly api: ApiClient;
  readonly url: string;
  readonly simulator: Simulator;
  /** For looking behind the API: queues, keys. */
  readonly installation: Installation;
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export const ADMIN_KEY = `ak_${'test'.repeat(10)}`;
const MASTER_KEY = randomBytes(32).toString('hex');

/** The environment of a system's processes. */
export function systemEnv(
  options: SystemOptions,
  simulatorUrl: string,
  directory: string,
): Record<string, string> {
  return {
    REDIS_URL: options.redisUrl,
    KEY_PREFIX: options.keyPrefix ?? `t${randomUUID().slice(0, 8)}`,
    SIMULATOR_URL: `${simulatorUrl}/v1`,
    API_PORT: '0',
    DASHBOARD_PORT: '0',
    DATA_DIR: directory,
    CATALOG_DIR: writeCatalog(join(directory, 'catalog'), options.catalog),
    MASTER_KEY,
    ADMIN_API_KEY: ADMIN_KEY,
    ADMIN_PASSWORD: 'a password for tests',
    ALLOW_PRIVATE_ADDRESSES: '1',
    LOG_LEVEL: 'silent',
    ...options.env,
  };
}

/** Starts simulator, api and workers; stop it in `afterAll`. */
export async function startSystem(options: SystemOptions): Promise<System> {
  const directory = mkdtempSync(join(tmpdir(), 'system-'));
  const simulator = await startSimulator({ port: 0 });
  const env = systemEnv(options, simulator.url, directory);
  const config = loadConfig(env);
  const log = createLogger('test', config.LOG_LEVEL);
  const installation = await openInstallation(config, 'api', 'request');
  const api = await startApi(installation, log);
  const workers: Service[] = [];
  for (let i = 0; i < (options.workers ?? 1); i++) {
    workers.push(await startWorker(await openInstallation(config, 'worker', 'worker'), log));
  }
  const url = `http://127.0.0.1:${api.port}`;
  return {
    api: new ApiClient(url, ADMIN_KEY),
    url,
    simulator,
    installation,
    env,
    stop: async () => {
      await Promise.all(workers.map((worker) => worker.stop()));
      await api.stop();
      await simulator.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
