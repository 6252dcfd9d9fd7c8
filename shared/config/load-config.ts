import { createSecretKey, type KeyObject } from 'node:crypto';
import { closest } from './closest.ts';
import { resolveMasterKey } from './master-key.ts';
import { type Settings, settingsSchema } from './settings.ts';

/** The parsed configuration of one process. */
export interface Config extends Omit<Settings, 'MASTER_KEY' | 'MASTER_KEY_COMMAND' | 'MASTER_KEY_PREVIOUS'> {
  /** 32 bytes. */
  readonly masterKey: KeyObject;
  /** The one before, while it is being replaced. */
  readonly previousMasterKey?: KeyObject;
  /** The value of an environment variable that a definition refers to (`api_key_env`, `provider_model_env`). */
  secret(name: string): string | undefined;
}

/** A configuration that cannot be used; the message names the variable and what to set. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Parses the environment once. Unknown variables are other programs' business, unless their name is a
 * near miss of one of ours: then it is a typing error that would silently become a default.
 * @throws ConfigError naming every fault
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const known = Object.keys(settingsSchema.shape);
  const typos = Object.keys(env).flatMap((name) => {
    const meant = known.includes(name) ? undefined : closest(name, known);
    return meant && env[meant] === undefined ? [`${name} is not known; did you mean ${meant}?`] : [];
  });
  const present = Object.fromEntries(known.map((name) => [name, env[name] === '' ? undefined : env[name]]));
  const parsed = settingsSchema.safeParse(present);
  const faults = parsed.success
    ? typos
    : [...typos, ...parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)];
  if (!parsed.success || faults.length > 0) throw new ConfigError(`Configuration: ${faults.join('; ')}`);
  const {
    MASTER_KEY: key,
    MASTER_KEY_COMMAND: command,
    MASTER_KEY_PREVIOUS: previous,
    ...settings
  } = parsed.data;
  return {
    ...settings,
    masterKey: masterKeyOf({ key, command, dataDir: settings.DATA_DIR }),
    ...(previous && { previousMasterKey: createSecretKey(Buffer.from(previous, 'hex')) }),
    secret: (name) => env[name] || undefined,
  };
}

function masterKeyOf(sources: Parameters<typeof resolveMasterKey>[0]): KeyObject {
  try {
    return resolveMasterKey(sources);
  } catch (error) {
    throw new ConfigError(`Configuration: ${(error as Error).message}`);
  }
}
