import { expect, test } from 'vitest';
import { HopQueues } from '../../shared/queues/hop-queues.ts';
import { modelQueue } from '../../shared/queues/queue-names.ts';
import { connectRedis } from '../../shared/redis/connection.ts';
import { createKeys } from '../../shared/redis/keys.ts';
import { PrivateRedis } from '../support/faults/private-redis.ts';

test('a queue whose first use met an outage works afterwards', async () => {
  const server = await PrivateRedis.start();
  const redis = connectRedis({ REDIS_URL: server.url }, 'request', 'test');
  const queues = new HopQueues(redis, createKeys('first-use'));
  const hop = { tenant: 'default', id: 'job_1', task: 'chat', hop: 1, priority: 'standard' } as const;
  const add = () => queues.addJobHop({ ...hop, queue: modelQueue('sim-echo') });
  try {
    await queues.addJobHop({ ...hop, queue: modelQueue('sim-json') });
    server.freeze();
    await expect(add()).rejects.toThrow();
    server.thaw();
    await add();
    expect(await queues.queue(modelQueue('sim-echo')).getJobState('job_1-1')).toBe('prioritized');
  } finally {
    server.thaw();
    await queues.close();
    redis.disconnect();
    await server.destroy();
  }
});
