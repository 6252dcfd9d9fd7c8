import { z } from 'zod';
import { putDefinition as store } from '../../../shared/catalog/catalog-store.ts';
import { faultsOf } from '../../../shared/catalog/check-definition.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { auditCatalog } from '../../catalog/audit-catalog.ts';
import { entryAt, placeOf } from '../../catalog/place.ts';
import { refuseFaults } from '../../catalog/refuse-faults.ts';
import { renderVersion, versionSchema } from '../../catalog/render.ts';
import { defineRoute } from '../../http/route.ts';

const MOST_VERSIONS = 10_000;
/** Every process holds every version. */
const MOST_BYTES = 65_536;

export const putDefinition = defineRoute({
  method: 'put',
  path: '/v1/catalog/:kind/:name',
  scope: 'catalog:write',
  tag: 'Catalog',
  summary: 'Store a version of a definition; the first of a name goes into production',
  body: z
    .looseObject({ name: z.string().optional() })
    .meta({ id: 'CatalogDefinition', description: 'As the files of the catalog folder have it.' }),
  answers: {
    200: { description: 'The version that has this very definition already', schema: versionSchema },
    201: { description: 'The new version', schema: versionSchema },
  },
  handler: async ({ context, principal, params, body }) => {
    const { installation } = context;
    const place = placeOf(params);
    const { name: stated = place.name, ...content } = body;
    if (stated !== place.name) {
      throw new AppError('invalid_definition', `name: is ${stated}, but the path says ${place.name}.`);
    }
    if (Buffer.byteLength(JSON.stringify(content)) > MOST_BYTES) {
      throw new AppError('invalid_definition', `A definition may have at most ${MOST_BYTES} bytes as JSON.`);
    }
    await installation.refreshCatalog();
    refuseFaults(faultsOf(installation.catalog, place.kind, place.name, content));
    if ((installation.catalog.entry(place.kind, place.name)?.versions.size ?? 0) >= MOST_VERSIONS) {
      throw new AppError(
        'limit_reached',
        `A definition may have ${MOST_VERSIONS} versions. Use another name.`,
      );
    }
    const actor = `key:${principal.keyId}`;
    const { version, created } = await store(installation.store, place, content, { actor });
    if (created) {
      const target = `${place.kind}/${place.name}@${version}`;
      await auditCatalog(installation.store, principal.tenant, { actor, action: 'catalog.store', target });
    }
    await installation.refreshCatalog(place);
    const entry = entryAt(installation, place);
    const stored = entry.versions.get(version);
    if (!stored) throw new Error(`version ${version} was stored and cannot be read`);
    return { status: created ? 201 : 200, body: renderVersion(entry, stored) };
  },
});
