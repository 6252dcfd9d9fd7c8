import type { KeyObject } from 'node:crypto';
import { randomId } from '../security/ids.ts';
import { open, openIfPossible, seal } from '../security/seal.ts';
import { rewrapTenants } from './rotate-keys.ts';
import type { Store } from './store.ts';

const PLACE = 'master-key-check';

/**
 * Makes sure that the master key is the one this installation's data was sealed with; writes the proof on first use.
 * Where it is the one that came before, all tenants' keys are sealed with the new one first.
 * @returns false for another key
 */
export async function checkMasterKey(
  store: Pick<Store, 'redis' | 'keys'>,
  masterKey: KeyObject,
  previous?: KeyObject,
): Promise<boolean> {
  const { redis, keys } = store;
  const proof = () => seal(masterKey, PLACE, randomId('check'));
  await redis.hsetnx(keys.masterKeyCheck(), 'sealed', proof());
  const sealed = await redis.hgetBuffer(keys.masterKeyCheck(), 'sealed');
  if (!sealed) return false;
  if (openIfPossible(() => open(masterKey, PLACE, sealed))) return true;
  if (!previous || !openIfPossible(() => open(previous, PLACE, sealed))) return false;
  await rewrapTenants(store, masterKey, previous);
  // The proof comes last: a process that dies before begins again.
  await redis.hset(keys.masterKeyCheck(), 'sealed', proof());
  return true;
}
