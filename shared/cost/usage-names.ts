import type { Box } from '../security/box.ts';
import type { TenantKeys } from '../security/tenant-keys.ts';

/** Digest under which the sums of a metadata key are found. */
export function usageKeyDigest(secrets: TenantKeys, key: string): string {
  return secrets.digest('usage', key);
}

/** The box of the names of metadata values. */
export function usageNameBox(secrets: TenantKeys): Box {
  return secrets.box('usage');
}
