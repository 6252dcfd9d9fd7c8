import autocannon, { type Client } from 'autocannon';
import { percentile } from '../report/statistics.ts';
import { answerParent } from './answer-parent.ts';
import { nowMicros } from './clock.ts';
import type { Load, LoadResult } from './load.ts';
import { markWriter } from './marker.ts';
import { sendAtRate } from './open-loop.ts';

let number = 0;
const nextMark = () => ({ number: ++number, sentAt: nowMicros() });

/** Each connection owns its request and waits for the answer, so the request can be marked where it stands. */
function markEachRequest(client: Client): void {
  let request = Buffer.alloc(0);
  let write: ReturnType<typeof markWriter> | undefined;
  client.getRequestBuffer = () => {
    if (!write) {
      request = Buffer.from(client.requestIterator.currentRequest.requestBuffer);
      write = markWriter(request);
    }
    const mark = nextMark();
    write(mark.number, mark.sentAt);
    return request;
  };
}

async function sendAsFastAsAnswered(load: Load): Promise<LoadResult> {
  const latencies: number[] = [];
  const failures: string[] = [];
  const startedAt = nowMicros();
  let lastAnswerAt = startedAt;
  const { url, method, connections } = load;
  const run = autocannon({
    url,
    method,
    headers: { ...load.headers },
    connections,
    timeout: 60,
    sampleInt: 100,
    setupClient: markEachRequest,
    ...(load.body === undefined ? {} : { body: load.body }),
    ...(load.amount === undefined ? { duration: load.seconds ?? 1 } : { amount: load.amount }),
  });
  run.on('response', (_client, status, _bytes, ms) => {
    latencies.push(ms);
    lastAnswerAt = nowMicros();
    if (status >= 300 && failures.length === 0) failures.push(`answered ${status}`);
  });
  const result = await run;
  const seconds = (lastAnswerAt - startedAt) / 1e6;
  return {
    succeeded: result['2xx'],
    failed: result.non2xx + result.errors,
    seconds,
    perSecond: result['2xx'] / seconds,
    startedAt,
    latency: { p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) },
    ...(failures[0] ? { firstFailure: failures[0] } : {}),
  };
}

answerParent({
  run: (load: Load) => (load.rate ? sendAtRate(load, load.rate, nextMark) : sendAsFastAsAnswered(load)),
});
