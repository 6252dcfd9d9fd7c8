import { PRODUCTION } from '../../../shared/catalog/entry.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { changedLabelSchema, changeLabel } from '../../catalog/change-label.ts';
import { placeOf } from '../../catalog/place.ts';
import { defineRoute } from '../../http/route.ts';

export const deleteLabel = defineRoute({
  method: 'delete',
  path: '/v1/catalog/:kind/:name/labels/:label',
  scope: 'catalog:write',
  tag: 'Catalog',
  summary: 'Remove a label, a canary for one',
  answers: { 200: { description: 'The label that is gone', schema: changedLabelSchema } },
  handler: async (call) => {
    const place = placeOf(call.params);
    const label = call.params.label ?? '';
    if (label === PRODUCTION) {
      throw new AppError(
        'label_required',
        'New jobs get what production points at. Point it at another version.',
      );
    }
    const changed = await changeLabel(call, place, { label, to: 'none' });
    if (changed) return changed;
    throw new AppError('not_found', `${place.kind}/${place.name} has no label ${label}.`);
  },
});
