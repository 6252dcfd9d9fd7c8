import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';

const LOOK_MS = 250;
const STILL_BYTES = 16_384;

/** Bytes that Redis uses, once it has ended what it does in the background and the figure stands still. */
export async function memoryAtRest(redis: Redis): Promise<number> {
  let last = Number.NaN;
  for (;;) {
    const info = await redis.info('memory');
    const persistence = await redis.info('persistence');
    const used = numberIn(info, 'used_memory') - numberIn(info, 'mem_aof_buffer');
    const busy =
      numberIn(persistence, 'aof_rewrite_in_progress') + numberIn(persistence, 'aof_rewrite_scheduled');
    if (busy === 0 && Math.abs(used - last) < STILL_BYTES) return used;
    last = used;
    await sleep(LOOK_MS);
  }
}

function numberIn(info: string, name: string): number {
  return Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1]);
}
