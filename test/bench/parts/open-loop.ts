import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { percentile } from '../report/statistics.ts';
import { nowMicros } from './clock.ts';
import type { Load, LoadResult } from './load.ts';
import { type Mark, markText } from './marker.ts';

/**
 * Sends requests evenly spaced, each at its time whether or not the earlier ones were answered, so that a system
 * that falls behind is seen to. (The generator used for the other loads sends a second's worth at once.)
 * A mark carries the time at which its request was due.
 */
export async function sendAtRate(load: Load, rate: number, nextMark: () => Mark): Promise<LoadResult> {
  const total = load.amount ?? Math.round((load.seconds ?? 1) * rate);
  const url = new URL(load.url);
  const pool = new Pool(url.origin, { connections: load.connections });
  const latencies: number[] = [];
  const failures: string[] = [];
  const startedAt = nowMicros();
  const dueAt = (index: number) => startedAt + Math.round((index * 1e6) / rate);

  async function send(due: number): Promise<void> {
    const { number } = nextMark();
    try {
      const fill = (text: string) => markText(text, { number, sentAt: due });
      const headers = Object.fromEntries(
        Object.entries(load.headers).map(([name, text]) => [name, fill(text)]),
      );
      const body = load.body === undefined ? null : fill(load.body);
      const answer = await pool.request({
        path: url.pathname + url.search,
        method: load.method,
        headers,
        body,
      });
      await answer.body.dump();
      if (answer.statusCode >= 300) failures.push(`answered ${answer.statusCode}`);
      else latencies.push((nowMicros() - due) / 1e3);
    } catch (error) {
      failures.push(String(error));
    }
  }

  const sending: Promise<void>[] = [];
  while (sending.length < total) {
    const early = dueAt(sending.length) - nowMicros();
    if (early > 500) await sleep(Math.max(1, Math.floor(early / 1e3)));
    else sending.push(send(dueAt(sending.length)));
  }
  await Promise.all(sending);
  const seconds = (nowMicros() - startedAt) / 1e6;
  await pool.close();
  return {
    succeeded: latencies.length,
    failed: failures.length,
    seconds,
    perSecond: latencies.length / seconds,
    startedAt,
    latency: { p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) },
    ...(failures[0] ? { firstFailure: failures[0] } : {}),
  };
}
