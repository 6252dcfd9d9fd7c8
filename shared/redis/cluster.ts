import { Cluster, type Redis, type RedisOptions } from 'ioredis';

/** The nodes that a `redis+cluster://` address names, each as a plain address; undefined for any other address. */
export function clusterNodes(url: string): string[] | undefined {
  const match = /^(rediss?)\+cluster:\/\/([^/@]*@)?([^/@]+)\/?$/.exec(url);
  if (!match) return undefined;
  const [, scheme = '', credentials = '', hosts = ''] = match;
  return hosts.split(',').map((host) => `${scheme}://${credentials}${host}`);
}

type SendCommand = Cluster['sendCommand'];

/** A cluster that is away keeps commands until it is back: whoever waits for an answer must not wait with them. */
class ImpatientCluster extends Cluster {
  override sendCommand(...[command, stream, node]: Parameters<SendCommand>): ReturnType<SendCommand> {
    const { commandTimeout } = this.options.redisOptions ?? {};
    if (commandTimeout !== undefined) command.setTimeout(commandTimeout);
    return super.sendCommand(command, stream, node);
  }
}

/** Opens a connection to a cluster. @param pauseMs before the next try, by how many there were */
export function connectCluster(
  nodes: readonly string[],
  options: RedisOptions & { replyMapping?: 'legacy' },
  pauseMs: (times: number) => number,
): Redis {
  const { username, password, protocol } = new URL(nodes[0] ?? '');
  const cluster = new ImpatientCluster([...nodes], {
    clusterRetryStrategy: pauseMs,
    redisOptions: {
      ...options,
      ...(username && { username: decodeURIComponent(username) }),
      ...(password && { password: decodeURIComponent(password) }),
      ...(protocol === 'rediss:' && { tls: {} }),
    },
  });
  // It takes the same commands and tells of the same events; only what is in this folder knows that it is another.
  return cluster as unknown as Redis;
}
