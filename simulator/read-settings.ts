import type { SimulatorOptions } from './options.ts';

const usualPort = 8090;

/**
 * Reads the simulator's settings from environment variables: `SIMULATOR_PORT` (8090), `SIMULATOR_HOST`
 * (127.0.0.1), `SIMULATOR_RECORDING` (a path) and `RECORDING_SPEED` (1).
 * Errors: `Error` that names the variable and what it must be.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): SimulatorOptions {
  return {
    port: readPort(environment.SIMULATOR_PORT),
    host: environment.SIMULATOR_HOST || undefined,
    recording: environment.SIMULATOR_RECORDING || undefined,
    recordingSpeed: readSpeed(environment.RECORDING_SPEED),
  };
}

function readPort(text: string | undefined): number {
  if (!text) return usualPort;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Error(`SIMULATOR_PORT must be a whole number from 0 to 65535, not '${text}'.`);
}

function readSpeed(text: string | undefined): number | undefined {
  if (!text) return undefined;
  const speed = Number(text);
  if (Number.isFinite(speed) && speed > 0) return speed;
  throw new Error(`RECORDING_SPEED must be a number above 0 (10 replays ten times faster), not '${text}'.`);
}
