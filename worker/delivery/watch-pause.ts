import type { Queue } from 'bullmq';

const LOOK_MS = 1_000;

/** Knows whether operators have paused a queue, as of a second ago. */
export function watchPause(queue: Pick<Queue, 'isPaused'>) {
  let isPaused = false;
  const look = async () => {
    isPaused = await queue.isPaused();
  };
  const quietly = () => void look().catch(() => {});
  quietly();
  const timer = setInterval(quietly, LOOK_MS);
  return { paused: () => isPaused, stop: () => clearInterval(timer) };
}
