import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { ConfigError } from '../shared/config/load-config.ts';
import type { Installation } from '../shared/runtime/installation.ts';
import { JobChanges } from '../shared/runtime/job-changes.ts';
import type { Service } from '../shared/runtime/process-lifecycle.ts';
import type { Logger } from '../shared/telemetry/logger.ts';
import { createApp } from './app.ts';
import { bootstrap } from './bootstrap.ts';
import type { ApiContext } from './context.ts';
import { ApiKeyCache } from './middleware/api-key-cache.ts';
import { RateLimits } from './middleware/rate-limits.ts';

/** Starts the api on `API_PORT` (0: any free one). Stopping ends long requests and closes the installation. */
export async function startApi(installation: Installation, log: Logger): Promise<Service & { port: number }> {
  const { config, store } = installation;
  await bootstrap(installation, log);
  const stopping = new AbortController();
  const apiKeys = new ApiKeyCache(store);
  await apiKeys.hearRevocations(installation.connect('subscriber', 'api-invalidations'));
  const context: ApiContext = {
    installation,
    apiKeys,
    log,
    changes: new JobChanges(installation.connect('subscriber', 'api-changes'), store.keys),
    rateLimits: new RateLimits(store.redis, store.keys),
    stopping: stopping.signal,
  };
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 20_000 }, createApp(context));
  server.on('clientError', refuseBadRequest);
  const port = await listen(server, config.API_PORT, config.BIND_ADDRESS);
  log.info({ port }, 'api is listening');
  return {
    port,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      stopping.abort();
      server.closeIdleConnections();
      await closed;
      await installation.close();
    },
  };
}

/** What is not HTTP never reaches the application, yet deserves an answer that says why. */
function refuseBadRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const [status, code, title] = tooLarge
    ? [431, 'headers_too_large', 'The request headers are too large']
    : [400, 'invalid_request', 'The request is not valid HTTP'];
  const body = JSON.stringify({
    ...{ type: `urn:ai-execution-layer:problem:${code}`, title, status, detail: `${title}.` },
    ...{ instance: '/', code, retryable: false, trace_id: '0'.repeat(32) },
  });
  const head = [
    `HTTP/1.1 ${status} ${tooLarge ? 'Request Header Fields Too Large' : 'Bad Request'}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(taken ? new ConfigError(`Port ${port} is taken. Set API_PORT to a free one.`) : error);
    });
    server.listen(port, host, resolve);
  });
  return (server.address() as AddressInfo).port;
}
