import { randomUUID } from 'node:crypto';
import { Queue } from 'bullmq';
import express from 'express';
import { Redis } from 'ioredis';
import { tellReady } from '../parts/answer-parent.ts';
import { type FloorJob, type FloorRequest, JOBS_QUEUE, KEEP_NONE } from './floor-jobs.ts';
import { listenForResults } from './results.ts';

/** The floor's api: the least that Express and BullMQ need to accept a job, and nothing that protects it. */
const redisUrl = process.env.REDIS_URL ?? '';
const queue = new Queue<FloorJob>(JOBS_QUEUE, {
  connection: new Redis(redisUrl, { maxRetriesPerRequest: null }),
  defaultJobOptions: KEEP_NONE,
});
const results = await listenForResults(new Redis(redisUrl));

const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.post('/v1/jobs', express.json(), async (request, response) => {
  const body: FloorRequest = request.body;
  const id = randomUUID();
  const seconds = Number(/\bwait=(\d+)/.exec(request.get('prefer') ?? '')?.[1] ?? 0);
  const result = seconds > 0 ? results.next(id, seconds) : undefined;
  await queue.add('job', { id, ...body, waited: result !== undefined }, { jobId: id });
  const output = await result;
  if (output === undefined) response.status(202).json({ id, object: 'job', status: 'queued' });
  else response.json({ id, object: 'job', status: 'completed', result: { output } });
});
app.get('/v1/jobs/:id', async ({ params }, response) => {
  const job = await queue.getJob(params.id);
  if (job) response.json({ id: params.id, object: 'job', status: 'queued' });
  else response.sendStatus(404);
});
app.listen(Number(process.env.API_PORT), '127.0.0.1', tellReady);
