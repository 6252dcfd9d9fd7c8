import type { TenantKeys } from '../security/tenant-keys.ts';
import type { JobInput } from './job-content.ts';

/** Under which the jobs about a subject are found, and its key. */
export function subjectDigest(secrets: TenantKeys, subject: string): string {
  return secrets.digest('subject', subject);
}

/** Under which the jobs that have a metadata pair are found. */
export function metadataDigest(secrets: TenantKeys, key: string, value: string): string {
  return secrets.digest('metadata', JSON.stringify([key, value]));
}

/** Digests of everything a job can be filtered by that is not in its record. */
export function indexDigests(secrets: TenantKeys, content: Pick<JobInput, 'subject' | 'metadata'>): string[] {
  return [
    ...(content.subject === undefined ? [] : [subjectDigest(secrets, content.subject)]),
    ...Object.entries(content.metadata ?? {}).map(([key, value]) => metadataDigest(secrets, key, value)),
  ];
}
