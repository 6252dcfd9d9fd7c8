import { randomBytes } from 'node:crypto';
import { type Dashboard, startDashboard } from '../../../dashboard/start-dashboard.ts';
import { loadConfig } from '../../../shared/config/load-config.ts';
import { type Installation, openInstallation } from '../../../shared/runtime/installation.ts';
import { createTenant } from '../../../shared/stores/tenants.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';

export const ADMIN_PASSWORD = 'correct horse battery';
export const TENANT = 'acme';

/** A dashboard on an installation of its own: nothing is shared with any other test. */
export interface OpenDashboard {
  readonly installation: Installation;
  readonly url: string;
  /** Starts it once more on the same installation, as a restart with that password does. */
  restart(password: string): Promise<Dashboard>;
  close(): Promise<void>;
}

/** Opens an installation under a fresh key prefix and starts its dashboard on a free port. */
export async function openDashboard(redisUrl: string): Promise<OpenDashboard> {
  const log = createLogger('dashboard', 'silent');
  const environment = {
    REDIS_URL: redisUrl,
    KEY_PREFIX: `t${randomBytes(6).toString('hex')}`,
    MASTER_KEY: randomBytes(32).toString('hex'),
    DASHBOARD_PORT: '0',
    ADMIN_PASSWORD,
  };
  const config = loadConfig(environment);
  const installation = await openInstallation(config, 'dashboard', 'request');
  await createTenant(installation.store, config.masterKey, TENANT);
  const dashboard = await startDashboard(installation, log);
  const restarted: Dashboard[] = [];
  return {
    installation,
    url: `http://127.0.0.1:${dashboard.port}`,
    restart: async (password) => {
      const again = { ...installation, config: loadConfig({ ...environment, ADMIN_PASSWORD: password }) };
      const started = await startDashboard(again, log);
      restarted.push(started);
      return started;
    },
    close: async () => {
      await Promise.all([dashboard, ...restarted].map((running) => running.stop()));
      await installation.close();
    },
  };
}
