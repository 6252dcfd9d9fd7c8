import { AppError } from '../../shared/errors/app-error.ts';
import { readEndpointLog } from '../../shared/stores/endpoint-log.ts';
import { type Endpoint, OWN_ENDPOINT, readEndpoint } from '../../shared/stores/endpoints.ts';
import { endpointObject } from '../../shared/stores/render-endpoint.ts';
import type { Store } from '../../shared/stores/store.ts';
import type { Reply } from '../http/route.ts';

/** @throws AppError `not_found` */
export async function loadEndpoint(store: Store, tenant: string, id: string): Promise<Endpoint> {
  const endpoint = await readEndpoint(store, tenant, id);
  if (!endpoint) throw new AppError('not_found', `There is no webhook endpoint ${id}.`);
  return endpoint;
}

/**
 * Makes sure that deliveries can be listed under an id: an endpoint's, or `own`, which stands for the
 * addresses that jobs brought together with a secret.
 * @throws AppError `not_found`
 */
export async function requireDeliveriesOf(store: Store, tenant: string, id: string): Promise<void> {
  if (id !== OWN_ENDPOINT) await loadEndpoint(store, tenant, id);
}

/** Answers with an endpoint and its log; with a secret only where that was just made. */
export async function endpointReply(
  store: Store,
  tenant: string,
  id: string,
  made: { readonly status?: number; readonly secret?: string } = {},
): Promise<Reply> {
  const endpoint = await loadEndpoint(store, tenant, id);
  const body = endpointObject(endpoint, await readEndpointLog(store, tenant, id));
  const { status = 200, secret } = made;
  if (secret === undefined) return { status, body };
  return { status, body: { ...body, secret }, headers: { 'Cache-Control': 'no-store' } };
}
