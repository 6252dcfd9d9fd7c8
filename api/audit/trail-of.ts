import { z } from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Principal } from '../http/route.ts';

/** Whose trail a request is about. */
export const trailScope = z
  .enum(['tenant', 'installation'])
  .default('tenant')
  .describe("The caller's tenant, or the installation (needs the scope tenants:manage).");

/**
 * The tenant whose trail a request may read; undefined for the installation's.
 * @throws AppError `forbidden`
 */
export function trailOf(
  { tenant, scopes }: Principal,
  scope: z.infer<typeof trailScope>,
): string | undefined {
  if (scope === 'tenant') return tenant;
  if (scopes.includes('tenants:manage')) return undefined;
  throw new AppError('forbidden', "The installation's trail needs the scope tenants:manage.");
}

/** How far a trail has come, signed. */
export const headSchema = z
  .strictObject({
    chain: z.string(),
    seq: z.int(),
    hash: z.string(),
    at: z.iso.datetime(),
    signature: z.string().describe('Ed25519 over the four above as a JSON array, base64url.'),
  })
  .meta({ id: 'AuditHead' });
