import type { Store } from '../stores/store.ts';
import type { Catalog } from './catalog.ts';
import { putDefinition } from './catalog-store.ts';
import { versionOf } from './entry.ts';
import type { FileDefinition } from './read-files.ts';

/**
 * Stores what is new in the files and makes it the production version. A content that was stored before is left
 * alone, whichever version is in production now: somebody has decided that, and a process of an older release
 * that starts again must not take it back.
 */
export async function applyFiles(
  store: Pick<Store, 'redis' | 'keys' | 'run'>,
  catalog: Catalog,
  files: readonly FileDefinition[],
): Promise<void> {
  const author = { actor: 'files', reason: 'shipped with the catalog folder' };
  const fresh = files.filter(({ kind, name, content }) => !versionOf(catalog.entry(kind, name), content));
  await Promise.all(fresh.map((file) => putDefinition(store, file, file.content, author, true)));
}
