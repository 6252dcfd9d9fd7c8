import { z } from 'zod';
import { CANARY } from '../../../shared/catalog/entry.ts';
import { NAME_PATTERN } from '../../../shared/contracts/job-request.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { changedLabelSchema, changeLabel, reasonSchema } from '../../catalog/change-label.ts';
import { entryAt, placeOf } from '../../catalog/place.ts';
import { requireUsable } from '../../catalog/require-usable.ts';
import { defineRoute } from '../../http/route.ts';

export const putLabel = defineRoute({
  method: 'put',
  path: '/v1/catalog/:kind/:name/labels/:label',
  scope: 'catalog:write',
  tag: 'Catalog',
  summary: 'Point a label at a version: what the next job gets',
  body: z
    .strictObject({
      version: z.int().min(1),
      weight: z
        .number()
        .gt(0)
        .max(1)
        .optional()
        .describe('For the label canary: the share of new jobs that gets its version.'),
      reason: reasonSchema,
    })
    .meta({ id: 'MoveCatalogLabel' }),
  answers: { 200: { description: 'Where the label points now', schema: changedLabelSchema } },
  handler: async (call) => {
    const { context, params, body } = call;
    const { installation } = context;
    const place = placeOf(params);
    const label = params.label ?? '';
    if (!NAME_PATTERN.test(label)) throw new AppError('invalid_request', `${label} is no name for a label.`);
    if (body.weight !== undefined && label !== CANARY) {
      throw new AppError('invalid_request', `weight: only the label ${CANARY} has one.`);
    }
    await installation.refreshCatalog();
    entryAt(installation, place);
    requireUsable(installation.catalog, place, label, body.version);
    const { weight, reason, version } = body;
    const changed = await changeLabel(call, place, { label, to: version, weight, reason });
    if (!changed)
      throw new AppError('not_found', `There is no version ${version} of ${place.kind}/${place.name}.`);
    return changed;
  },
});
