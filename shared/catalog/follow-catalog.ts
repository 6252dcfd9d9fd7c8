import type { Redis } from 'ioredis';
import type { Store } from '../stores/store.ts';
import type { Catalog } from './catalog.ts';
import { type Place, placeOf, readEntry, readNames } from './catalog-store.ts';

/** News may be lost with a connection: this often the count of changes is compared, in ms. */
const LOOK_MS = 5_000;

/** Keeps a process's catalog as it is stored. */
export interface CatalogFollower {
  /** Reads these definitions now, all without any. */
  refresh(...places: Place[]): Promise<void>;
  stop(): void;
}

/**
 * Loads the catalog and keeps it as it is stored: what changes anywhere is known here a moment later.
 * @param subscriber a connection used for nothing else
 */
export async function followCatalog(
  store: Pick<Store, 'redis' | 'keys'>,
  catalog: Catalog,
  subscriber: Redis,
): Promise<CatalogFollower> {
  const { redis, keys } = store;
  let seen: string | null = null;
  const read = async (places: readonly Place[]) => {
    const entries = await Promise.all(places.map((place) => readEntry(store, place)));
    catalog.replace(entries.filter(({ versions }) => versions.size > 0));
  };
  // What is read after the count is at least as new as the count.
  const countChanges = () => redis.get(keys.catalogChanges());
  const refresh = async (...places: Place[]) => {
    if (places.length > 0) return read(places);
    const count = await countChanges();
    await read(await readNames(store));
    seen = count;
  };
  const hear = async (place: Place) => {
    const count = await countChanges();
    await read([place]);
    // The one change since is the one that was told of; of more, news may have been lost.
    if (Number(count) === Number(seen) + 1) seen = count;
  };
  const look = async () => {
    if ((await countChanges()) !== seen) await refresh();
  };
  const quietly = (work: Promise<void>) => void work.catch(() => {});
  subscriber.on('message', (_channel: string, member: string) => {
    const place = placeOf(member);
    if (place) quietly(hear(place));
  });
  await subscriber.subscribe(keys.catalogNews());
  subscriber.on('ready', () => quietly(subscriber.subscribe(keys.catalogNews()).then(look)));
  await refresh();
  const timer = setInterval(() => quietly(look()), LOOK_MS);
  timer.unref();
  return { refresh, stop: () => clearInterval(timer) };
}
