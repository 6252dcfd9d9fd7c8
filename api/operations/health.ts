import { countAlive } from '../../shared/runtime/worker-registry.ts';
import type { ApiContext } from '../context.ts';

/** Whether this process can admit jobs and some worker will run them; a check that fails says what is wrong. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, string>>;
}

const PATIENCE_MS = 2_000;

/** Asks Redis, within two seconds, for a sign of life of itself and of a worker. */
export async function readiness(context: ApiContext): Promise<Readiness> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('late')), PATIENCE_MS);
  try {
    const workers = await Promise.race([countAlive(context.installation.store), late]);
    if (context.stopping.aborted) return { ready: false, checks: { api: 'is stopping', redis: 'ok' } };
    return {
      ready: workers > 0,
      checks: { redis: 'ok', workers: workers > 0 ? 'ok' : 'no worker process is alive' },
    };
  } catch {
    return { ready: false, checks: { redis: 'does not answer' } };
  } finally {
    clearTimeout(timer);
  }
}
