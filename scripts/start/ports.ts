import { createServer } from 'node:net';
import { Refusal } from '../refusal.ts';

/**
 * Makes sure that each service can listen on its port.
 * @param wanted the port by the service; `API_PORT` is the variable that sets the one of `api`
 * @throws {Refusal} naming the port and the variable
 */
export async function requirePorts(wanted: Record<string, number>, host: string): Promise<void> {
  const seen = new Map<number, string>();
  for (const [service, port] of Object.entries(wanted)) {
    const variable = `${service.toUpperCase()}_PORT`;
    const other = seen.get(port);
    if (other !== undefined)
      throw new Refusal(`${variable} and ${other} are both ${port}: set one to another port.`);
    seen.set(port, variable);
    const problem = await tryPort(port, host);
    if (problem === 'EADDRINUSE') {
      const suggestion = `${variable}=${port + (port < 60_000 ? 1000 : -1000)} npm start`;
      throw new Refusal(
        `Port ${port} is taken by another program. Set ${variable} to a free one: ${suggestion}`,
      );
    }
    if (problem !== undefined) {
      throw new Refusal(
        `Port ${port} on ${host} cannot be used (${problem}). Set ${variable} to another one.`,
      );
    }
  }
}

/** The preferred port where it is free, else one that is. */
export async function pickPort(preferred: number, host: string): Promise<number> {
  return (await tryPort(preferred, host)) === undefined ? preferred : findFreePort(host);
}

/** A port that nobody listens on, as the system picks it. */
export function findFreePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, host, () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

function tryPort(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
