import { z } from 'zod';
import { entryAt, placeOf } from '../../catalog/place.ts';
import { labelSchema, renderLabels, renderVersion, versionSchema } from '../../catalog/render.ts';
import { decodeCursor, encodeCursor } from '../../http/cursor.ts';
import { listBody, listSchema, pageQuery } from '../../http/list.ts';
import { defineRoute } from '../../http/route.ts';

export const getVersions = defineRoute({
  method: 'get',
  path: '/v1/catalog/:kind/:name',
  scope: 'catalog:read',
  tag: 'Catalog',
  summary: 'Read the versions of a definition, newest first, and its labels',
  query: z.strictObject(pageQuery),
  answers: {
    200: {
      description: 'A page of versions',
      schema: listSchema(versionSchema)
        .extend({ labels: z.record(z.string(), labelSchema) })
        .meta({ id: 'CatalogEntry' }),
    },
  },
  handler: async ({ context, params, query }) => {
    const { installation } = context;
    const place = placeOf(params);
    await installation.refreshCatalog(place);
    const entry = entryAt(installation, place);
    const below = query.cursor === undefined ? Number.POSITIVE_INFINITY : decodeCursor(query.cursor).at;
    const rest = [...entry.versions.values()]
      .filter(({ version }) => version < below)
      .sort((a, b) => b.version - a.version);
    const page = rest.slice(0, query.limit);
    const last = rest.length > page.length ? page.at(-1) : undefined;
    const list = listBody(
      page.map((version) => renderVersion(entry, version)),
      last && encodeCursor(last.version, entry.name),
    );
    return { status: 200, body: { ...list, labels: renderLabels(entry) } };
  },
});
