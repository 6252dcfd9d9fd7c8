import { z } from 'zod';
import type { Entry, Version } from '../../shared/catalog/entry.ts';
import { KINDS } from '../../shared/catalog/kinds.ts';
import { rfc3339 } from '../../shared/stores/render-job.ts';

export const versionSchema = z
  .strictObject({
    object: z.literal('catalog_version'),
    kind: z.enum(KINDS),
    name: z.string(),
    version: z.int(),
    digest: z.string().describe('SHA-256 of the canonical definition, in hex.'),
    labels: z.array(z.string()).describe('Labels that point at this version.'),
    created_at: z.iso.datetime(),
    created_by: z.string(),
    definition: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'CatalogVersion' });

export const labelSchema = z
  .strictObject({
    version: z.int(),
    weight: z.number().optional().describe('The share of new jobs that a canary gets.'),
    moved_at: z.iso.datetime(),
    moved_by: z.string(),
    reason: z.string().optional(),
  })
  .meta({ id: 'CatalogLabel' });

export function renderVersion({ kind, name, labels }: Entry, stored: Version) {
  const { version, digest, content, createdAt, author } = stored;
  return {
    object: 'catalog_version',
    kind,
    name,
    version,
    digest,
    labels: [...labels].filter(([, label]) => label.version === version).map(([label]) => label),
    created_at: rfc3339(createdAt),
    created_by: author,
    definition: content,
  };
}

export function renderLabels({ labels }: Entry) {
  const rendered = [...labels].map(([name, { version, weight, at, actor, reason }]) => [
    name,
    {
      version,
      ...(weight === undefined ? {} : { weight }),
      moved_at: rfc3339(at),
      moved_by: actor,
      ...(reason === undefined ? {} : { reason }),
    },
  ]);
  return Object.fromEntries(rendered);
}
