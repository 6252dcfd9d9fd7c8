import { Redis, type RedisOptions } from 'ioredis';

type SendCommand = Redis['sendCommand'];

/**
 * A connection that writes all commands of one turn of the event loop to its socket at once. A write to a
 * socket costs both ends far more than a command does, and under load many jobs move on in the same turn.
 * What has been gathered leaves as soon as the callbacks of the turn have run; an idle process waits for none.
 */
export class BatchingRedis extends Redis {
  #gathering = false;

  constructor(url: string, options: RedisOptions & { replyMapping?: 'legacy' }) {
    super(url, options);
  }

  override sendCommand(...[command, stream]: Parameters<SendCommand>): ReturnType<SendCommand> {
    const socket = this.stream;
    if (socket && !this.#gathering) {
      this.#gathering = true;
      socket.cork();
      setImmediate(() => {
        this.#gathering = false;
        socket.uncork();
      });
    }
    return super.sendCommand(command, stream);
  }
}
