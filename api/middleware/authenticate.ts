import type { Scope } from '../../shared/contracts/scopes.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { ApiKey } from '../../shared/stores/api-keys.ts';
import type { ApiKeyCache } from './api-key-cache.ts';

const CHALLENGE = { headers: { 'WWW-Authenticate': 'Bearer realm="ai-execution-layer"' } };

/**
 * The API key that a request carries.
 * @throws AppError `unauthenticated`
 */
export async function authenticate(apiKeys: ApiKeyCache, authorization: string | undefined): Promise<ApiKey> {
  const token = /^Bearer +([\x21-\x7e]{1,512})$/i.exec(authorization ?? '')?.[1];
  if (!token) {
    throw new AppError('unauthenticated', 'Send the header Authorization: Bearer <api key>.', CHALLENGE);
  }
  const key = await apiKeys.find(token);
  if (!key) throw new AppError('unauthenticated', 'The API key is unknown, revoked or expired.', CHALLENGE);
  return key;
}

/** @throws AppError `forbidden` naming the scope that is missing */
export function requireScope(key: ApiKey, scope: Scope): void {
  if (key.scopes.includes(scope)) return;
  throw new AppError('forbidden', `This API key lacks the scope ${scope}.`, { members: { scope } });
}
