import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError } from '../shared/config/load-config.ts';
import type { Installation } from '../shared/runtime/installation.ts';
import { JobChanges } from '../shared/runtime/job-changes.ts';
import type { Service } from '../shared/runtime/process-lifecycle.ts';
import type { Logger } from '../shared/telemetry/logger.ts';
import { watchModels } from './admission/watch-models.ts';
import { createApp } from './app.ts';
import { bootstrap } from './bootstrap.ts';
import type { ApiContext } from './context.ts';
import { refuseBadRequest } from './http/refuse-bad-request.ts';
import { ApiKeyCache } from './middleware/api-key-cache.ts';
import { RateLimits } from './middleware/rate-limits.ts';

/** A missing host is answered by the application, in the words of all its answers. */
const SERVER_OPTIONS = { requestTimeout: 60_000, headersTimeout: 20_000, requireHostHeader: false };
/** How long a stop waits for clients that are still sending, in ms. */
const FAREWELL_MS = 5_000;

/** Starts the api on `API_PORT` (0: any free one). Stopping ends long requests and closes the installation. */
export async function startApi(installation: Installation, log: Logger): Promise<Service & { port: number }> {
  const { config, store } = installation;
  await bootstrap(installation, log);
  const stopping = new AbortController();
  const apiKeys = new ApiKeyCache(store);
  await apiKeys.hearRevocations(installation.connect('subscriber', 'api-invalidations'));
  const health = await watchModels(installation);
  const context: ApiContext = {
    installation,
    apiKeys,
    log,
    health,
    changes: new JobChanges(installation.connect('subscriber', 'api-changes'), store.keys),
    rateLimits: new RateLimits(store.redis, store.keys),
    stopping: stopping.signal,
  };
  const app = createApp(context);
  const server = createServer(SERVER_OPTIONS, app);
  // An expectation we do not know is no reason to refuse: the answer says all there is to say.
  server.on('checkExpectation', app);
  server.on('clientError', refuseBadRequest);
  const port = await listen(server, config.API_PORT, config.BIND_ADDRESS);
  log.info({ port }, 'api is listening');
  return {
    port,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      stopping.abort();
      server.closeIdleConnections();
      const force = setTimeout(() => server.closeAllConnections(), FAREWELL_MS);
      await closed;
      clearTimeout(force);
      await health.stop();
      await installation.close();
    },
  };
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
