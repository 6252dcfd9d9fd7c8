import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { say, withProgress } from '../bootstrap/terminal.mjs';
import { openWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';

export interface DemoOptions {
  apiUrl: string;
  apiKey: string;
  /** Whether webhooks may go to this machine; without that the ticket is sent without one. */
  withWebhook: boolean;
}

interface Job {
  id: string;
  status: string;
  model?: string | null;
  result?: { output?: unknown } | null;
  error?: { code?: string; message?: string } | null;
}

const TICKET =
  'Hello, I was charged twice for order 4711 and my parcel has still not arrived after two weeks. ' +
  'Please refund one payment and tell me where my order is. This is really annoying!';

const FINAL = ['completed', 'failed', 'refused', 'cancelled', 'expired'];
const PATIENCE_MS = 60_000;

/**
 * Sends one support ticket the way an application would, and shows its result and its webhook.
 * @throws {Error} when the job or its webhook does not come to an end as it should
 */
export async function sendTicket({ apiUrl, apiKey, withWebhook }: DemoOptions): Promise<void> {
  const receiver = withWebhook ? await openWebhookReceiver() : undefined;
  try {
    const sentAt = Date.now();
    const accepted = await post(apiUrl, apiKey, receiver);
    say(`  sent      a support ticket to POST /v1/jobs: accepted as ${accepted.id}`);
    const job = await withProgress('waiting for its result', () => waitForJob(apiUrl, apiKey, accepted.id));
    showResult(job, Date.now() - sentAt);
    if (receiver !== undefined) await showWebhook(receiver);
  } finally {
    receiver?.close();
  }
}

async function post(apiUrl: string, apiKey: string, receiver: WebhookReceiver | undefined): Promise<Job> {
  const webhook = receiver && { url: receiver.url, secret: receiver.secret };
  return call(`${apiUrl}/v1/jobs`, apiKey, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ task: 'support-triage', input: { ticket: TICKET }, ...(webhook && { webhook }) }),
  });
}

async function waitForJob(apiUrl: string, apiKey: string, id: string): Promise<Job> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const job = await call(`${apiUrl}/v1/jobs/${id}`, apiKey, { headers: { prefer: 'wait=10' } });
    if (FINAL.includes(job.status) || job.status.startsWith('awaiting_')) return job;
    if (Date.now() > deadline)
      throw new Error(`job ${id} is still ${job.status} after ${PATIENCE_MS / 1000} s`);
    // The API waits by itself; this only bounds the pace where it does not.
    await delay(100);
  }
}

async function call(url: string, apiKey: string, init: RequestInit): Promise<Job> {
  const response = await fetch(url, {
    ...init,
    headers: { ...init.headers, authorization: `Bearer ${apiKey}` },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const body = await response.text();
  if (!response.ok) throw new Error(`${init.method ?? 'GET'} ${url} answered ${response.status}: ${body}`);
  return JSON.parse(body);
}

function showResult(job: Job, tookMs: number): void {
  say(`  ${job.status.padEnd(9)} by ${job.model ?? 'no model'} after ${tookMs} ms`);
  if (job.status !== 'completed') {
    throw new Error(
      `the job ended ${job.status}: ${job.error?.message ?? job.error?.code ?? 'no reason given'}`,
    );
  }
  const output = job.result?.output;
  const fields =
    typeof output === 'object' && output !== null ? Object.entries(output) : [['output', output]];
  for (const [name, value] of fields) {
    say(`            ${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  }
}

async function showWebhook(receiver: WebhookReceiver): Promise<void> {
  const late = AbortSignal.timeout(PATIENCE_MS);
  const webhook = await withProgress('waiting for its webhook', () =>
    Promise.race([
      receiver.received,
      new Promise<never>((_, reject) => {
        late.addEventListener('abort', () =>
          reject(new Error('no webhook with a valid signature has arrived')),
        );
      }),
    ]),
  );
  say(`  webhook   ${webhook.type} arrived as ${webhook.id}, its signature is valid`);
}
