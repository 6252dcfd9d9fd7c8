import type { Box } from '../security/box.ts';
import type { DeliveryRecord } from './delivery-record.ts';
import type { Store } from './store.ts';

/**
 * The box of a delivery: of its job's key, where it is about a job.
 * @returns undefined where that key is gone
 */
export async function deliveryBox(
  store: Pick<Store, 'tenantKeys' | 'dataKeys'>,
  {
    tenant,
    id,
    jobId,
    dataKey,
    subject,
  }: Pick<DeliveryRecord, 'tenant' | 'id' | 'jobId' | 'dataKey' | 'subject'>,
): Promise<Box | undefined> {
  if (jobId === undefined) return (await store.tenantKeys(tenant)).box(id);
  return store.dataKeys.box(tenant, id, { dataKey, subject });
}
