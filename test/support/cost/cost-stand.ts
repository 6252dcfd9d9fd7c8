import { randomBytes, randomUUID } from 'node:crypto';
import { loadConfig } from '../../../shared/config/load-config.ts';
import { type Installation, openInstallation } from '../../../shared/runtime/installation.ts';
import { createTenant } from '../../../shared/stores/tenants.ts';

/** A store with tenants and nothing else: no API, no worker. */
export class CostStand {
  readonly installation: Installation;

  private constructor(installation: Installation) {
    this.installation = installation;
  }

  static async open(redisUrl: string): Promise<CostStand> {
    const config = loadConfig({
      REDIS_URL: redisUrl,
      KEY_PREFIX: `c${randomUUID().slice(0, 8)}`,
      MASTER_KEY: randomBytes(32).toString('hex'),
    });
    return new CostStand(await openInstallation(config, 'test', 'worker'));
  }

  /** Creates a tenant. @returns its name */
  async tenant(): Promise<string> {
    const { store, config } = this.installation;
    const id = `tenant-${randomUUID().slice(0, 8)}`;
    await createTenant(store, config.masterKey, id);
    return id;
  }

  close(): Promise<void> {
    return this.installation.close();
  }
}
