import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeEach, inject, test } from 'vitest';
import { Catalog } from '../../../shared/catalog/catalog.ts';
import { putDefinition } from '../../../shared/catalog/catalog-store.ts';
import { type CatalogFollower, followCatalog } from '../../../shared/catalog/follow-catalog.ts';
import { connectRedis } from '../../../shared/redis/connection.ts';
import { createKeys, type Keys } from '../../../shared/redis/keys.ts';
import { loadScripts } from '../../../shared/redis/scripts.ts';

const target = { REDIS_URL: inject('redisUrl') };
const redis = connectRedis(target, 'worker', 'test');
const run = loadScripts(redis);

let keys: Keys;
let catalog: Catalog;
let subscriber: ReturnType<typeof connectRedis>;
let follower: CatalogFollower;

beforeEach(async () => {
  keys = createKeys(`t${randomUUID().slice(0, 8)}`);
  catalog = new Catalog();
  subscriber = connectRedis(target, 'subscriber', 'test');
  follower = await followCatalog({ redis, keys }, catalog, subscriber);
});
afterEach(() => {
  follower.stop();
  subscriber.disconnect();
});

afterAll(() => redis.disconnect());

/** Stores a prompt; its news are lost where they go to a channel that nobody hears. */
const store = (name: string, news = keys.catalogNews()) =>
  putDefinition(
    { redis, run, keys: { ...keys, catalogNews: () => news } },
    { kind: 'prompts', name },
    { user: 'hello' },
    { actor: 'test' },
  );

/** Resolves once the catalog knows a prompt. */
const known = (name: string) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = () => catalog.definition('prompts', name) && resolve();
  const stop = catalog.onChange(look);
  look();
  return promise.finally(stop);
};

test('what is stored anywhere is known a moment later', async () => {
  await store('told');
  await known('told');
});

test('what was missed is read later, also where news of something else came after it', async () => {
  await store('missed', 'nobody hears this');
  await store('told');
  await known('told');
  // A connection that comes back looks whether anything was missed.
  subscriber.disconnect(true);
  await known('missed');
});

test('several changes at once, of which the news come in any order, leave nothing behind', async () => {
  const names = Array.from({ length: 20 }, (_, i) => `prompt-${i}`);
  await Promise.all(names.map((name, i) => store(name, i % 3 === 0 ? 'nobody hears this' : undefined)));
  subscriber.disconnect(true);
  await Promise.all(names.map(known));
});
