import type { Redis, RedisOptions } from 'ioredis';
import { BatchingRedis } from './batching-redis.ts';
import { clusterNodes, connectCluster } from './cluster.ts';

/** What a connection is for decides how it behaves while Redis is away. */
export type ConnectionRole = 'request' | 'worker' | 'subscriber';

type Options = RedisOptions & { replyMapping?: 'legacy' };

const ROLES: Record<ConnectionRole, Options> = {
  // A request answers its caller within seconds, one way or the other.
  request: { maxRetriesPerRequest: 1, commandTimeout: 5_000 },
  // Workers outwait an outage. A half-open connection is dropped when it leaves a command without an answer for
  // longer than any blocks (10 s) and than a Redis may be frozen that shall find its clients again (20 s).
  worker: { maxRetriesPerRequest: null, socketTimeout: 25_000 },
  // A subscriber may have nothing to read for long: it asks for a sign of life, and is dropped without one.
  subscriber: { maxRetriesPerRequest: null, socketTimeout: 20_000 },
};

const SIGN_OF_LIFE_MS = 10_000;

export interface RedisTarget {
  readonly REDIS_URL: string;
}

/** Opens a connection that reconnects by itself, quickly at first, at least every 2 s. */
export function connectRedis({ REDIS_URL: url }: RedisTarget, role: ConnectionRole, name: string): Redis {
  const options = { ...ROLES[role], connectionName: `ael:${name}:${role}` };
  const nodes = clusterNodes(url);
  // The nodes of a cluster tell each other what is published: one of them is enough to hear it all.
  const redis =
    nodes && role !== 'subscriber'
      ? connectCluster(nodes, options, pauseMs)
      : connectServer(nodes ?? [url], options);
  // Without a listener ioredis prints every failed reconnect; the health checks report outages instead.
  redis.on('error', () => {});
  if (role === 'subscriber') askForSignsOfLife(redis);
  return redis;
}

/** Connects to the first of several like servers, and to the others by turns while it is away. */
function connectServer(urls: readonly string[], options: Options): Redis {
  const redis: Redis = new BatchingRedis(urls[0] ?? '', {
    ...options,
    retryStrategy: (times) => {
      const next = urls.length > 1 && urls[times % urls.length];
      if (next)
        Object.assign(redis.options, { host: new URL(next).hostname, port: Number(new URL(next).port) });
      return pauseMs(times);
    },
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  });
  return redis;
}

function pauseMs(times: number): number {
  return Math.min(50 * 2 ** Math.min(times, 6), 2_000);
}

function askForSignsOfLife(redis: Redis): void {
  const timer = setInterval(() => {
    if (redis.status === 'ready') void redis.ping().catch(() => {});
  }, SIGN_OF_LIFE_MS);
  redis.once('end', () => clearInterval(timer));
}
