import { z } from 'zod';
import { KINDS } from '../../../shared/catalog/kinds.ts';
import { kindOf } from '../../catalog/place.ts';
import { labelSchema, renderLabels } from '../../catalog/render.ts';
import { listBody, listSchema } from '../../http/list.ts';
import { defineRoute } from '../../http/route.ts';

const definitionSchema = z
  .strictObject({
    object: z.literal('catalog_definition'),
    kind: z.enum(KINDS),
    name: z.string(),
    latest_version: z.int(),
    labels: z.record(z.string(), labelSchema),
  })
  .meta({ id: 'CatalogSummary' });

export const listDefinitions = defineRoute({
  method: 'get',
  path: '/v1/catalog/:kind',
  scope: 'catalog:read',
  tag: 'Catalog',
  summary: 'List the definitions of a kind, by name',
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(100).default(100).describe('Entries on a page.'),
    cursor: z.string().max(64).optional().describe('The next_cursor of the page before.'),
  }),
  answers: { 200: { description: 'A page of definitions', schema: listSchema(definitionSchema) } },
  handler: async ({ context, params, query }) => {
    const { installation } = context;
    const kind = kindOf(params);
    await installation.refreshCatalog();
    const rest = installation.catalog.entries(kind).filter(({ name }) => name > (query.cursor ?? ''));
    const page = rest.slice(0, query.limit).map((entry) => ({
      object: 'catalog_definition',
      kind,
      name: entry.name,
      latest_version: Math.max(...entry.versions.keys()),
      labels: renderLabels(entry),
    }));
    return { status: 200, body: listBody(page, rest.length > page.length ? page.at(-1)?.name : undefined) };
  },
});
