import { type KeyObject, randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { signingKey } from '../audit/chain.ts';
import type { Keys } from '../redis/keys.ts';
import { open, openIfPossible, seal } from '../security/seal.ts';

const FIELD = 'audit';
const PLACE = 'installation-audit';

/** What signs the installation's own audit trail; it is made on first use. */
export async function installationAuditKey(
  redis: Redis,
  keys: Keys,
  masterKey: KeyObject,
): Promise<KeyObject> {
  const at = keys.masterKeyCheck();
  const known = await redis.hgetBuffer(at, FIELD);
  if (known) return signingKey(open(masterKey, PLACE, known));
  await redis.hsetnx(at, FIELD, seal(masterKey, PLACE, randomBytes(32)));
  return installationAuditKey(redis, keys, masterKey);
}

/** Seals it with a new master key. */
export async function rewrapInstallation(
  redis: Redis,
  keys: Keys,
  masterKey: KeyObject,
  previous: KeyObject,
): Promise<void> {
  const sealed = await redis.hgetBuffer(keys.masterKeyCheck(), FIELD);
  if (!sealed || openIfPossible(() => open(masterKey, PLACE, sealed))) return;
  await redis.hset(keys.masterKeyCheck(), FIELD, seal(masterKey, PLACE, open(previous, PLACE, sealed)));
}
