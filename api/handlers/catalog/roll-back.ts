import { z } from 'zod';
import { PRODUCTION } from '../../../shared/catalog/entry.ts';
import { NAME_PATTERN } from '../../../shared/contracts/job-request.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { changedLabelSchema, changeLabel, reasonSchema } from '../../catalog/change-label.ts';
import { entryAt, placeOf } from '../../catalog/place.ts';
import { requireUsable } from '../../catalog/require-usable.ts';
import { defineRoute } from '../../http/route.ts';

export const rollBack = defineRoute({
  method: 'post',
  path: '/v1/catalog/:kind/:name/rollback',
  scope: 'catalog:write',
  tag: 'Catalog',
  summary: 'Point a label at the version it pointed at before',
  body: z
    .strictObject({ label: z.string().regex(NAME_PATTERN).default(PRODUCTION), reason: reasonSchema })
    .meta({ id: 'RollBackCatalogLabel' }),
  bodyOptional: true,
  answers: { 200: { description: 'Where the label points now', schema: changedLabelSchema } },
  handler: async (call) => {
    const { context, params, body } = call;
    const place = placeOf(params);
    await context.installation.refreshCatalog();
    const before = entryAt(context.installation, place).labels.get(body.label)?.before?.at(-1);
    if (before !== undefined) requireUsable(context.installation.catalog, place, body.label, before);
    const changed = await changeLabel(call, place, { ...body, to: 'back' });
    if (changed) return changed;
    throw new AppError(
      'nothing_to_roll_back',
      `The label ${body.label} of ${place.kind}/${place.name} has not pointed at another version before.`,
    );
  },
});
