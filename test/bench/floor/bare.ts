import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { tellReady } from '../parts/answer-parent.ts';
import { type FloorJob, JOBS_QUEUE, KEEP_NONE } from './floor-jobs.ts';

/** What the floor is measured against: accepting a job with `node:http` and BullMQ alone. */
const queue = new Queue<FloorJob>(JOBS_QUEUE, {
  connection: new Redis(process.env.REDIS_URL ?? '', { maxRetriesPerRequest: null }),
  defaultJobOptions: KEEP_NONE,
});

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', async () => {
    const id = randomUUID();
    const job = { id, ...JSON.parse(Buffer.concat(chunks).toString()), waited: false };
    await queue.add('job', job, { jobId: id });
    response.writeHead(202, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ id, object: 'job', status: 'queued' }));
  });
});
server.listen(Number(process.env.API_PORT), '127.0.0.1', tellReady);
