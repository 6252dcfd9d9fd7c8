import type { Store } from './store.ts';

type MarkStore = Pick<Store, 'redis' | 'keys'>;

/** Notes that something was erased that the append-only file still has. */
export async function markErased({ redis, keys }: MarkStore): Promise<void> {
  await redis.set(keys.erasedMark(), Date.now());
}

/** Takes the note away. @returns whether there was one */
export async function takeErasedMark({ redis, keys }: MarkStore): Promise<boolean> {
  return (await redis.getdel(keys.erasedMark())) !== null;
}
