import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { NODE_FLAGS } from './node-flags.ts';
import type { Secrets } from './secrets.ts';
import type { Settings } from './settings.ts';

/** One process of the product. */
export interface Service {
  name: string;
  /** The file that starts it, relative to the project's folder. */
  entry: string;
  /** How long it may take to finish its work after SIGTERM, in ms. */
  drainMs: number;
}

/** The processes in the order of stopping: those that take work first, those that others need last. */
export function listServices(settings: Settings): Service[][] {
  const workers = Array.from({ length: settings.workers }, (_, index) => ({
    name: settings.workers === 1 ? 'worker' : `worker-${index + 1}`,
    entry: 'worker/main.ts',
    drainMs: 40_000,
  }));
  const simulator = { name: 'simulator', entry: 'simulator/main.ts', drainMs: 5000 };
  return [
    [
      { name: 'api', entry: 'api/main.ts', drainMs: 15_000 },
      { name: 'dashboard', entry: 'dashboard/main.ts', drainMs: 15_000 },
    ],
    workers,
    settings.realModel ? [] : [simulator],
  ];
}

/** What every service finds in its environment: what this process has, and what was decided here. */
export function serviceEnvironment(
  settings: Settings,
  secrets: Secrets,
  redisUrl: string,
): NodeJS.ProcessEnv {
  const { SIMULATOR_URL: _, ...inherited } = process.env;
  return {
    NODE_ENV: 'production',
    ...inherited,
    API_PORT: String(settings.apiPort),
    DASHBOARD_PORT: String(settings.dashboardPort),
    SIMULATOR_PORT: String(settings.simulatorPort),
    DATA_DIR: settings.dataDir,
    REDIS_URL: redisUrl,
    ADMIN_API_KEY: secrets.adminApiKey,
    ADMIN_PASSWORD: secrets.adminPassword,
    MASTER_KEY: secrets.masterKey,
    ALLOW_PRIVATE_ADDRESSES: settings.allowPrivateAddresses ? '1' : '0',
    ...(settings.realModel ? {} : { SIMULATOR_URL: `http://127.0.0.1:${settings.simulatorPort}/v1` }),
  };
}

/** Starts one process of a service. */
export function launchService(service: Service, root: string, env: NodeJS.ProcessEnv): ChildProcess {
  // Of its own group, so that Ctrl-C in the terminal reaches the supervisor alone, which stops them in order.
  return fork(join(root, service.entry), {
    cwd: root,
    env,
    execArgv: [...NODE_FLAGS],
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

/** Waits for the service's word that it is ready. */
export function whenServiceReady(child: ChildProcess, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
    child.on('message', (message: unknown) => {
      if (typeof message === 'object' && message !== null && 'ready' in message) resolve();
    });
  });
}
