import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCallLog } from './calls/call-log.ts';
import { createRouter } from './http/router.ts';
import { createDirectory } from './models/directory.ts';
import { createFaultTable } from './models/fault-table.ts';
import type { SimulatorOptions } from './options.ts';
import { loadRecordings, noRecordings } from './recording/recordings.ts';
import { listRoutes } from './routes.ts';
import { createInstanceMaker } from './schema/make-instance.ts';
import type { Simulation } from './simulation.ts';

/** A simulator that listens. */
export interface Simulator {
  readonly port: number;
  /** Base URL without a path; the `openai` SDK takes it with `/v1`. */
  readonly url: string;
  /** Ends every connection at once, answered or not, and resolves when the port is free. */
  stop(): Promise<void>;
}

/**
 * Starts a simulator of the OpenAI wire protocol.
 * Errors: `Error` when the port is taken, or the recording cannot be read.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, host = '127.0.0.1' } = options;
  const simulation = await createSimulation(options);
  // Clients keep their connections for as long as they like: a server that closes idle ones makes calls fail.
  const server = createServer(
    { keepAliveTimeout: 0, requestTimeout: 0 },
    createRouter(listRoutes(simulation)),
  );
  server.listen(port, host);
  await once(server, 'listening');
  const { port: bound } = server.address() as AddressInfo;
  return {
    port: bound,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    async stop() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function createSimulation(options: SimulatorOptions): Promise<Simulation> {
  const { seed = 0, recordingSpeed = 1, latencies = {}, callsPerSecond = 5, recording } = options;
  const recordings = recording === undefined ? noRecordings : await loadRecordings(recording);
  return {
    seed,
    models: createDirectory({ seed, callsPerSecond, latencies, recordedModels: recordings.models }),
    faults: createFaultTable(),
    log: createCallLog(),
    recordings,
    recordingSpeed,
    makeInstance: createInstanceMaker(),
    startedAt: Math.floor(Date.now() / 1000),
  };
}
