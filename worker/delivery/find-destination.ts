import { type Endpoint, readEndpoint, type SigningSecret } from '../../shared/stores/endpoints.ts';
import type { DeliveryTarget } from '../../shared/stores/new-delivery.ts';
import type { Store } from '../../shared/stores/store.ts';

/** Where a delivery goes now, or why it goes nowhere any more. */
export type Destination =
  | {
      readonly kind: 'reachable';
      readonly url: string;
      readonly secrets: readonly SigningSecret[];
      /** Whom a slow answer is held against: the endpoint, or the origin of an address of a job's own. */
      readonly receiver: string;
    }
  | { readonly kind: 'closed'; readonly code: 'endpoint_deleted' | 'endpoint_disabled' };

/**
 * Finds address and secrets of a delivery at the time of an attempt, so that a corrected address or a rotated
 * secret counts at once.
 * @throws SealError
 */
export async function findDestination(
  store: Store,
  tenant: string,
  { endpointId, url, secret }: DeliveryTarget,
): Promise<Destination> {
  if (url === undefined) return destinationOf(tenant, await readEndpoint(store, tenant, endpointId));
  const receiver = `${tenant} ${new URL(url).origin}`;
  if (secret !== undefined) return { kind: 'reachable', url, secrets: [{ secret }], receiver };
  const signer = await readEndpoint(store, tenant, endpointId);
  if (!signer) return { kind: 'closed', code: 'endpoint_deleted' };
  return { kind: 'reachable', url, secrets: signer.secrets, receiver };
}

function destinationOf(tenant: string, endpoint: Endpoint | undefined): Destination {
  if (endpoint?.url === undefined) return { kind: 'closed', code: 'endpoint_deleted' };
  if (endpoint.status === 'disabled') return { kind: 'closed', code: 'endpoint_disabled' };
  const { id, url, secrets } = endpoint;
  return { kind: 'reachable', url, secrets, receiver: `${tenant} ${id}` };
}
