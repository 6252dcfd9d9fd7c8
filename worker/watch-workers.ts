import type { Worker } from 'bullmq';
import type { Installation } from '../shared/runtime/installation.ts';
import type { Logger } from '../shared/telemetry/logger.ts';
import type { QueueWorkers } from './queue-workers.ts';
import type { QueueSpec } from './start-queues.ts';

const WATCH_MS = 5_000;
/** A queue whose waiting hops nobody has taken for this many looks in a row has a stuck worker. */
const MOST_IDLE_LOOKS = 4;

export interface Watched {
  readonly installation: Installation;
  readonly log: Logger;
  readonly workers: Pick<QueueWorkers, 'specs' | 'worker' | 'restart'>;
}

/**
 * Watches for workers that have stopped taking hops although there are some, which a half-open connection
 * or a fault in a library can cause, and replaces them. Call the result to stop.
 */
export function watchWorkers(watched: Watched): () => void {
  const idleLooks = new Map<string, number>();
  const taken = new Map<string, number>();
  const heard = new WeakSet<Worker>();
  const hear = ({ queue }: QueueSpec) => {
    const worker = watched.workers.worker(queue);
    if (!worker || heard.has(worker)) return;
    heard.add(worker);
    worker.on('active', () => taken.set(queue, (taken.get(queue) ?? 0) + 1));
  };
  watched.workers.specs.forEach(hear);
  let looking = false;
  const look = async () => {
    for (const spec of watched.workers.specs) {
      hear(spec);
      const idle = !taken.get(spec.queue) && (await couldTake(watched, spec));
      taken.set(spec.queue, 0);
      const looks = idle ? (idleLooks.get(spec.queue) ?? 0) + 1 : 0;
      idleLooks.set(spec.queue, looks);
      if (looks < MOST_IDLE_LOOKS) continue;
      watched.log.warn({ queue: spec.queue }, 'a worker takes no hops although some wait; it is replaced');
      idleLooks.set(spec.queue, 0);
      watched.workers.restart(spec);
      hear(spec);
    }
  };
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    void look()
      .catch(() => {})
      .finally(() => {
        looking = false;
      });
  }, WATCH_MS);
  return () => clearInterval(timer);
}

/** Whether hops wait that nothing keeps this process from taking. */
async function couldTake({ installation }: Watched, spec: QueueSpec): Promise<boolean> {
  const queue = installation.queues.queue(spec.queue);
  const counts = await queue.getJobCounts('wait', 'prioritized', 'active');
  if ((counts.wait ?? 0) + (counts.prioritized ?? 0) === 0) return false;
  if ((counts.active ?? 0) >= spec.concurrency) return false;
  return !(await queue.isPaused()) && (await queue.getRateLimitTtl()) <= 0;
}
