import { messageOf } from '../../shared/errors/app-error.ts';
import { markErased, takeErasedMark } from '../../shared/stores/erased-mark.ts';
import type { Store } from '../../shared/stores/store.ts';
import type { Logger } from '../../shared/telemetry/logger.ts';

/** The append-only file is rewritten this often at most, in ms, … */
const LEAST_MS = 60_000;
/** … and so many times less often than it takes. */
const TIMES_ITS_DURATION = 100;

/**
 * Has Redis rewrite its append-only file when something was erased: until then the file has the wrapped keys that were
 * destroyed, and what they have sealed.
 */
export class FileRewriter {
  #last = Number.NEGATIVE_INFINITY;
  #denied = false;

  /** @returns whether a rewrite has begun */
  async rewriteIfErased(
    store: Pick<Store, 'redis' | 'keys'>,
    log: Pick<Logger, 'warn' | 'info'>,
  ): Promise<boolean> {
    const now = Date.now();
    if (this.#denied || now - this.#last < LEAST_MS) return false;
    if (!(await takeErasedMark(store))) return false;
    const info = await store.redis.info('persistence');
    const seconds = Number(/aof_last_rewrite_time_sec:(-?\d+)/.exec(info)?.[1] ?? 0);
    if (now - this.#last < 1_000 * TIMES_ITS_DURATION * seconds) {
      await markErased(store);
      return false;
    }
    this.#last = now;
    try {
      await store.redis.bgrewriteaof();
      log.info({}, 'the append-only file is rewritten, because something was erased');
      return true;
    } catch (error) {
      const message = messageOf(error);
      // Managed services deny it, and do it on a schedule of their own.
      this.#denied = /NOPERM|unknown command|disabled/i.test(message);
      if (this.#denied) log.warn({ message }, 'Redis does not let its append-only file be rewritten');
      else await markErased(store);
      return false;
    }
  }
}
