import canonicalize from 'canonicalize';
import { AppError } from '../../shared/errors/app-error.ts';
import type { TenantKeys } from '../../shared/security/tenant-keys.ts';

const MOST_CHARACTERS = 255;

/**
 * The key of an `Idempotency-Key` header; quoted (as the draft has it) and bare are the same key.
 * @throws AppError `idempotency_key_required`, `idempotency_key_invalid`
 */
export function idempotencyKey(header: string | string[] | undefined): string {
  const raw = Array.isArray(header) ? header.join(', ') : (header ?? '');
  const trimmed = raw.trim();
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(trimmed);
  const key = quoted ? (quoted[1] ?? '').replace(/\\(["\\])/g, '$1') : trimmed;
  if (key === '') {
    throw new AppError('idempotency_key_required', 'Send an Idempotency-Key header, unique to this job.');
  }
  if (key.length > MOST_CHARACTERS || !/^[\x20-\x7e]+$/.test(key)) {
    throw new AppError(
      'idempotency_key_invalid',
      `The Idempotency-Key may have at most ${MOST_CHARACTERS} printable ASCII characters.`,
    );
  }
  return key;
}

/**
 * The fingerprint of a request body: equal bodies have equal ones whatever their spelling (RFC 8785).
 * It is keyed, so that what is stored tells nothing of the body.
 */
export function fingerprint(secrets: TenantKeys, body: unknown): string {
  return secrets.digest('fingerprint', canonicalize(body) ?? '');
}
