import { type KeyObject, randomBytes } from 'node:crypto';
import { open, openIfPossible, seal } from '../security/seal.ts';
import { rewrapInstallation } from './installation-secret.ts';
import type { Store } from './store.ts';
import { tenantSecretPlace, versionOfField, wrappingField } from './tenant-keyring.ts';

/**
 * Gives a tenant a new wrapping key: from now on it wraps the keys of subjects and jobs. What earlier ones have wrapped
 * still opens, and no content is written anew. Other processes take it up within half a minute.
 * @returns its version
 */
export async function rotateTenantKey(
  { redis, keys }: Pick<Store, 'redis' | 'keys'>,
  masterKey: KeyObject,
  tenant: string,
): Promise<number> {
  for (;;) {
    const fields = await redis.hkeys(keys.tenant(tenant));
    const version = 1 + Math.max(1, ...fields.map((field) => versionOfField(field) ?? 1));
    const sealed = seal(masterKey, tenantSecretPlace(tenant, version), randomBytes(32));
    // Of two who rotate at once, the second makes one more version.
    if ((await redis.hsetnx(keys.tenant(tenant), wrappingField(version), sealed)) === 1) return version;
  }
}

/**
 * Seals the keys of all tenants, and the installation's own, with a new master key. Whoever dies half-way, or does it beside another process, does no
 * harm: what the new key opens is left as it is.
 */
export async function rewrapTenants(
  { redis, keys }: Pick<Store, 'redis' | 'keys'>,
  masterKey: KeyObject,
  previous: KeyObject,
): Promise<void> {
  await rewrapInstallation(redis, keys, masterKey, previous);
  for (const tenant of await redis.smembers(keys.tenants())) {
    const hash = await redis.hgetallBuffer(keys.tenant(tenant));
    for (const [field, sealed] of Object.entries(hash)) {
      const version = versionOfField(field);
      if (field !== 'secret' && version === undefined) continue;
      const place = tenantSecretPlace(tenant, version);
      if (openIfPossible(() => open(masterKey, place, sealed))) continue;
      await redis.hset(keys.tenant(tenant), field, seal(masterKey, place, open(previous, place, sealed)));
    }
  }
}
