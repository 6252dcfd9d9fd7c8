import { ALL_SCOPES } from '../shared/contracts/scopes.ts';
import type { Installation } from '../shared/runtime/installation.ts';
import { createApiKey, findApiKey, hashToken } from '../shared/stores/api-keys.ts';
import { createTenant, readTenant } from '../shared/stores/tenants.ts';
import type { Logger } from '../shared/telemetry/logger.ts';

const FIRST_TENANT = 'default';
/** The administrator's key is not meant to be slowed down. */
const REQUESTS_PER_MINUTE = 100_000_000;

/**
 * Makes sure that the tenant `default` and, when `ADMIN_API_KEY` is set, its administrator's key exist, which may do
 * everything.
 */
export async function bootstrap({ store, config }: Installation, log: Logger): Promise<void> {
  if (!(await readTenant(store, FIRST_TENANT))) {
    await createTenant(store, config.masterKey, FIRST_TENANT);
  }
  const token = config.ADMIN_API_KEY;
  if (token === undefined) {
    const keys = await store.redis.scard(store.keys.apiKeys(FIRST_TENANT));
    if (keys === 0) log.warn('there is no API key yet: set ADMIN_API_KEY to create the first administrator');
    return;
  }
  const digest = hashToken(token);
  if (await findApiKey(store, digest)) {
    // A newer release may have scopes that the key was made without.
    await store.redis.hset(store.keys.apiKeyByHash(digest), 'scopes', ALL_SCOPES.join(' '));
    return;
  }
  const key = { tenant: FIRST_TENANT, name: 'first administrator', scopes: ALL_SCOPES };
  await createApiKey(store, { ...key, requestsPerMinute: REQUESTS_PER_MINUTE }, token);
}
