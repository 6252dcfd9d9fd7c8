import { z } from 'zod';
import { type MovedLabel, moveLabel, type Place } from '../../shared/catalog/catalog-store.ts';
import { KINDS } from '../../shared/catalog/kinds.ts';
import type { Call, Reply } from '../http/route.ts';
import { auditCatalog } from './audit-catalog.ts';
import { entryAt } from './place.ts';
import { labelSchema, renderLabels } from './render.ts';

export const reasonSchema = z.string().min(1).max(500).optional().describe('Why; kept in the audit trail.');

export const changedLabelSchema = labelSchema
  .partial()
  .extend({
    object: z.literal('catalog_label'),
    kind: z.enum(KINDS),
    name: z.string(),
    label: z.string(),
    previous_version: z.int().nullable(),
  })
  .meta({ id: 'ChangedCatalogLabel' });

/** A change of one label, as a request asks for it. */
export interface LabelChange {
  readonly label: string;
  readonly to: number | 'back' | 'none';
  readonly weight?: number;
  readonly reason?: string;
}

/**
 * Moves a label, audits who did it and why, and answers with where it points when this process knows it, so that
 * the next job that it admits gets what the answer says.
 * @returns undefined when there was nothing to move, or nowhere to move it to
 */
export async function changeLabel(
  { context, principal }: Pick<Call, 'context' | 'principal'>,
  place: Place,
  { label, to, weight, reason }: LabelChange,
): Promise<Reply | undefined> {
  const { installation } = context;
  const author = { actor: `key:${principal.keyId}`, ...(reason === undefined ? {} : { reason }) };
  const moved = await moveLabel(installation.store, { ...place, label }, to, author, weight);
  if (!moved) return undefined;
  const target = targetOf(place, label, moved);
  await auditCatalog(installation.store, principal.tenant, { ...author, action: 'catalog.label', target });
  await installation.refreshCatalog(place);
  const { kind, name } = place;
  const body = {
    object: 'catalog_label',
    kind,
    name,
    label,
    previous_version: moved.previous ?? null,
    ...renderLabels(entryAt(installation, place))[label],
  };
  return { status: 200, body };
}

/** `prompts/chat production 1 -> 2` */
function targetOf({ kind, name }: Place, label: string, { previous, version }: MovedLabel): string {
  return `${kind}/${name} ${label} ${previous ?? 'none'} -> ${version ?? 'none'}`;
}
