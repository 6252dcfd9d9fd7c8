import { setTimeout as delay } from 'node:timers/promises';
import type { ProcessSystem } from '../process-system.ts';

/** A job that the API has accepted. */
export interface AcceptedJob {
  readonly id: string;
  readonly prompt: string;
  /** Unix ms. */
  readonly acceptedAt: number;
}

/** A load on its way. */
export interface Load {
  /** What has been accepted so far. */
  readonly accepted: AcceptedJob[];
  /** Answers that were neither an acceptance nor a problem that says to try again. */
  readonly surprises: string[];
  /** Resolves when every job is accepted. */
  readonly done: Promise<void>;
  /** Resolves when that many are accepted. */
  reached(count: number): Promise<void>;
}

/** How long a client of the load waits before it tries again, in ms. */
const AGAIN_MS = 250;

/** Posts `count` jobs at a steady rate, each again with its own key until it is accepted. */
export function startLoad(system: ProcessSystem, model: string, count: number, perSecond: number): Load {
  const accepted: AcceptedJob[] = [];
  const surprises: string[] = [];
  const waiting = new Map<number, () => void>();
  const post = async (prompt: string) => {
    const request = { task: 'chat', model, input: { prompt }, webhook: system.webhook };
    for (;;) {
      try {
        const { status, body, headers } = await system.api.post(request, { key: prompt });
        if (status === 202) {
          accepted.push({ id: body.id, prompt, acceptedAt: Date.now() });
          waiting.get(accepted.length)?.();
          return;
        }
        const type = headers.get('content-type');
        if (status !== 503 || type !== 'application/problem+json') surprises.push(`${status} ${type}`);
      } catch (error) {
        surprises.push(String(error));
      }
      await delay(AGAIN_MS);
    }
  };
  const run = async () => {
    const posts: Promise<void>[] = [];
    const started = performance.now();
    for (let i = 0; i < count; i++) {
      await delay(Math.max(0, started + (1_000 * i) / perSecond - performance.now()));
      posts.push(post(`${model} ${i}`));
    }
    await Promise.all(posts);
  };
  return {
    accepted,
    surprises,
    done: run(),
    reached: (wanted) =>
      new Promise((resolve) => {
        if (accepted.length >= wanted) resolve();
        else waiting.set(wanted, resolve);
      }),
  };
}
