import { fileURLToPath } from 'node:url';
import type { Catalog } from '../../../shared/catalog/catalog.ts';
import type { Content } from '../../../shared/catalog/entry.ts';
import { catalogOf, readCatalogFiles } from '../../../shared/catalog/read-files.ts';

/** The task that ships, with the route that is judged. */
export const TASK = 'complaint-classification';
export const ROUTE = 'complaint-products';

/** What ships with the project. */
export interface Shipped {
  readonly catalog: Catalog;
  /** The task as its file has it. */
  readonly task: Content;
}

export function readShipped(): Shipped {
  const files = readCatalogFiles(fileURLToPath(new URL('../../../catalog', import.meta.url)));
  const task = files.find(({ kind, name }) => kind === 'tasks' && name === TASK);
  if (!task) throw new Error(`the catalog has no task ${TASK}`);
  return { catalog: catalogOf(files), task: task.content };
}
