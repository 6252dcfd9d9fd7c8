import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerParent } from './answer-parent.ts';
import { nowMicros } from './clock.ts';
import { readMark } from './marker.ts';

/** What has arrived since the last reset. Times as of `nowMicros`, latencies in microseconds. */
export interface Arrivals {
  /** Different jobs; a webhook that came twice counts once. */
  readonly jobs: number;
  readonly repeated: number;
  readonly signaturesChecked: number;
  readonly signaturesWrong: number;
  /** One per job, in the order of arrival. */
  readonly times: readonly number[];
  readonly latencies: readonly number[];
}

/** Checking each would cost more than receiving it. */
const CHECK_EVERY = 50;
const key = Buffer.from((process.env.WEBHOOK_SECRET ?? '').slice('whsec_'.length), 'base64');

let seen = new Set<number>();
let times: number[] = [];
let latencies: number[] = [];
let repeated = 0;
let signaturesChecked = 0;
let signaturesWrong = 0;
let awaited = Number.POSITIVE_INFINITY;
let onAwaited = () => {};

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    response.writeHead(204).end();
    receive(request.headers, chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  answerParent({ port: () => port, reset, report, waitFor });
});

function receive(headers: IncomingHttpHeaders, body: Buffer): void {
  const at = nowMicros();
  const mark = readMark(body);
  if (!mark) return;
  if (seen.has(mark.number)) {
    repeated += 1;
    return;
  }
  seen.add(mark.number);
  times.push(at);
  latencies.push(at - mark.sentAt);
  if (seen.size % CHECK_EVERY === 0) checkSignature(headers, body);
  if (seen.size >= awaited) onAwaited();
}

function checkSignature(headers: IncomingHttpHeaders, body: Buffer): void {
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.`;
  const expected = `v1,${createHmac('sha256', key).update(signed).update(body).digest('base64')}`;
  signaturesChecked += 1;
  if (!String(headers['webhook-signature']).split(' ').includes(expected)) signaturesWrong += 1;
}

function reset(): void {
  seen = new Set();
  times = [];
  latencies = [];
  repeated = 0;
  signaturesChecked = 0;
  signaturesWrong = 0;
}

function report(): Arrivals {
  return { jobs: seen.size, repeated, signaturesChecked, signaturesWrong, times, latencies };
}

/** Resolves with what arrived, when that many jobs have arrived or the time is up. */
async function waitFor(wanted: { readonly jobs: number; readonly timeoutMs: number }): Promise<Arrivals> {
  const { promise, resolve } = Promise.withResolvers<void>();
  awaited = wanted.jobs;
  onAwaited = resolve;
  if (seen.size >= awaited) resolve();
  const timeout = setTimeout(resolve, wanted.timeoutMs);
  await promise;
  clearTimeout(timeout);
  awaited = Number.POSITIVE_INFINITY;
  return report();
}
