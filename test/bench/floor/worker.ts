import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import OpenAI from 'openai';
import { Webhook } from 'standardwebhooks';
import { Pool } from 'undici';
import { createPooledFetch } from '../../../shared/http/pooled-fetch.ts';
import { tellReady } from '../parts/answer-parent.ts';
import {
  DELIVERIES_QUEUE,
  type FloorDelivery,
  type FloorJob,
  JOBS_QUEUE,
  KEEP_NONE,
  RESULTS_CHANNEL,
} from './floor-jobs.ts';

/** The floor's worker: one model call and one signed webhook for each job, and nothing that protects them. */
const concurrency = Number(process.env.FLOOR_CONCURRENCY);
const redis = new Redis(process.env.REDIS_URL ?? '', { maxRetriesPerRequest: null });
const deliveries = new Queue<FloorDelivery>(DELIVERIES_QUEUE, {
  connection: redis,
  defaultJobOptions: KEEP_NONE,
});
const models = new OpenAI({
  apiKey: 'none',
  baseURL: process.env.SIMULATOR_URL ?? '',
  maxRetries: 0,
  fetch: createPooledFetch({ connections: concurrency }),
});
const receivers = new Map<string, Pool>();

async function execute({ id, task, model, input, webhook, waited }: FloorJob): Promise<void> {
  const messages = [{ role: 'user' as const, content: input.prompt }];
  const answer = await models.chat.completions.create({ model, messages });
  const output = answer.choices[0]?.message.content ?? '';
  if (waited) await redis.publish(RESULTS_CHANNEL, JSON.stringify({ id, output }));
  if (!webhook) return;
  const data = {
    id,
    object: 'job',
    status: 'completed',
    task,
    model,
    result: { output },
    usage: answer.usage,
  };
  const body = JSON.stringify({ type: 'job.completed', timestamp: new Date().toISOString(), data });
  await deliveries.add('delivery', { id: `msg_${id}`, url: webhook.url, secret: webhook.secret, body });
}

async function deliver({ id, url, secret, body }: FloorDelivery): Promise<void> {
  const now = new Date();
  const { origin, pathname } = new URL(url);
  const answer = await receiverAt(origin).request({
    path: pathname,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
      'webhook-signature': new Webhook(secret).sign(id, now, body),
    },
    body,
  });
  await answer.body.dump();
  if (answer.statusCode >= 300) throw new Error(`the receiver answered ${answer.statusCode}`);
}

function receiverAt(origin: string): Pool {
  const known = receivers.get(origin) ?? new Pool(origin, { connections: concurrency });
  receivers.set(origin, known);
  return known;
}

const workers = [
  new Worker<FloorJob>(JOBS_QUEUE, (job) => execute(job.data), { connection: redis, concurrency }),
  new Worker<FloorDelivery>(DELIVERIES_QUEUE, (job) => deliver(job.data), { connection: redis, concurrency }),
];
await Promise.all(workers.map((worker) => worker.waitUntilReady()));
tellReady();
