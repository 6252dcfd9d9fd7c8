import { resolve } from 'node:path';
import { masterKeyFromCommand } from '../../shared/config/master-key.ts';
import { Refusal } from '../refusal.ts';

type Environment = Record<string, string | undefined>;

export interface Settings {
  apiPort: number;
  dashboardPort: number;
  simulatorPort: number;
  /** Where the own Redis would like to listen; it takes another port when this one is in use. */
  redisPort: number;
  /** A Redis that somebody else runs. */
  redisUrl: string | undefined;
  /** Absolute path. */
  dataDir: string;
  /** How many worker processes. */
  workers: number;
  /** Whether a model is configured that is not the simulator. */
  realModel: boolean;
  /** Where the services listen. */
  host: string;
  allowPrivateAddresses: boolean;
  adminApiKey: string | undefined;
  adminPassword: string | undefined;
  masterKey: string | undefined;
}

/**
 * Reads what `npm start` is told. An empty variable counts as not set; relative paths start at `root`.
 * @throws {Refusal} naming the variable that has no usable value
 */
export function readSettings(env: Environment, root: string): Settings {
  const settings: Settings = {
    apiPort: readInteger(env, 'API_PORT', 8080, 1, 65_535),
    dashboardPort: readInteger(env, 'DASHBOARD_PORT', 8081, 1, 65_535),
    simulatorPort: readInteger(env, 'SIMULATOR_PORT', 8090, 1, 65_535),
    redisPort: readInteger(env, 'REDIS_PORT', 6379, 1, 65_535),
    redisUrl: env.REDIS_URL || undefined,
    dataDir: resolve(root, env.DATA_DIR || '.data'),
    workers: readInteger(env, 'WORKERS', 1, 1, 64),
    realModel: Boolean(
      env.OPENAI_API_KEY || env.OPENAI_BASE_URL || (env.AZURE_OPENAI_ENDPOINT && env.AZURE_OPENAI_API_KEY),
    ),
    host: env.BIND_ADDRESS || '127.0.0.1',
    allowPrivateAddresses: !['0', 'false'].includes(env.ALLOW_PRIVATE_ADDRESSES || '1'),
    adminApiKey: env.ADMIN_API_KEY || undefined,
    adminPassword: env.ADMIN_PASSWORD || undefined,
    masterKey: env.MASTER_KEY || keyFrom(env.MASTER_KEY_COMMAND),
  };
  checkSecrets(settings);
  return settings;
}

/** The ports that the services listen on, by the service. */
export function listeningPorts(settings: Settings): Record<string, number> {
  const { apiPort, dashboardPort, simulatorPort, realModel } = settings;
  const always = { api: apiPort, dashboard: dashboardPort };
  return realModel ? always : { ...always, simulator: simulatorPort };
}

function readInteger(env: Environment, name: string, fallback: number, least: number, most: number): number {
  const text = env[name] || undefined;
  if (text === undefined) return fallback;
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new Refusal(`${name} is "${text}"; it must be a whole number from ${least} to ${most}.`);
}

function keyFrom(command: string | undefined): string | undefined {
  if (!command) return undefined;
  try {
    return masterKeyFromCommand(command);
  } catch (error) {
    throw new Refusal((error as Error).message);
  }
}

function checkSecrets({ adminApiKey, adminPassword, masterKey, redisUrl }: Settings): void {
  if (adminApiKey !== undefined && adminApiKey.length < 32) {
    throw new Refusal(
      `ADMIN_API_KEY has ${adminApiKey.length} characters; it must have 32 or more. ` +
        'Leave it out and one is generated.',
    );
  }
  if (adminPassword !== undefined && adminPassword.length < 8) {
    throw new Refusal('ADMIN_PASSWORD must have 8 characters or more. Leave it out and one is generated.');
  }
  if (masterKey !== undefined && !/^[0-9a-f]{64}$/i.test(masterKey)) {
    throw new Refusal('MASTER_KEY must be 64 hexadecimal characters, such as `openssl rand -hex 32` prints.');
  }
  if (redisUrl !== undefined && !/^rediss?(\+cluster)?:\/\/[^/]/.test(redisUrl)) {
    throw new Refusal(
      'REDIS_URL must look like redis://host:6379, or rediss:// for TLS, or redis+cluster://host:6379,host:6379.',
    );
  }
}
