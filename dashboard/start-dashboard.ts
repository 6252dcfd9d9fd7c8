import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError } from '../shared/config/load-config.ts';
import { DELIVERIES_QUEUE, MAINTENANCE_QUEUE, STEPS_QUEUE } from '../shared/queues/queue-names.ts';
import type { Installation } from '../shared/runtime/installation.ts';
import type { Logger } from '../shared/telemetry/logger.ts';
import { SessionContext } from './access/session-context.ts';
import { SessionCookie } from './access/session-cookie.ts';
import { createApp } from './app.ts';
import type { DashboardContext } from './context.ts';
import { ADMIN, ensureAdmin } from './sign-in/ensure-admin.ts';
import { LockOut } from './sign-in/lock-out.ts';

/** Requests that still run when the dashboard stops have this long, in ms. */
const GRACE_MS = 5_000;

/** A running dashboard. */
export interface Dashboard {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Makes sure that somebody can sign in, and serves the dashboard on the configured address and port.
 * @throws ConfigError when the port is taken
 */
export async function startDashboard(installation: Installation, log: Logger): Promise<Dashboard> {
  const { config, store } = installation;
  if (!(await ensureAdmin(store, config.ADMIN_PASSWORD))) {
    log.warn(`nobody can sign in: set ADMIN_PASSWORD to create the user ${ADMIN}`);
  }
  const server = createServer(createApp(contextOf(installation, log)));
  await listen(server, config.DASHBOARD_PORT, config.BIND_ADDRESS);
  const { port } = server.address() as AddressInfo;
  log.info({ port }, 'dashboard listens');
  return { port, stop: () => close(server) };
}

function contextOf(installation: Installation, log: Logger): DashboardContext {
  const { config, catalog, store } = installation;
  return {
    store,
    lifecycle: installation,
    queueNames: () => [
      ...catalog.models.map(({ queue }) => queue),
      ...[STEPS_QUEUE, DELIVERIES_QUEUE, MAINTENANCE_QUEUE],
    ],
    onQueues: (listener) => void catalog.onChange(listener),
    sessions: new SessionContext(),
    cookie: new SessionCookie(config.KEY_PREFIX),
    lockOut: new LockOut(store.redis, store.keys, config.masterKey),
    log,
  };
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('listening', resolve);
  server.once('error', (error: NodeJS.ErrnoException) => {
    const taken = error.code === 'EADDRINUSE';
    reject(
      new ConfigError(
        taken
          ? `Port ${port} is taken by another program. Set DASHBOARD_PORT to a free one.`
          : `The dashboard cannot listen on ${host}:${port} (${error.code}). Set BIND_ADDRESS and DASHBOARD_PORT.`,
      ),
    );
  });
  server.listen(port, host);
  await promise;
}

async function close(server: Server): Promise<void> {
  const impatience = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await new Promise((resolve) => server.close(resolve));
  clearTimeout(impatience);
}
