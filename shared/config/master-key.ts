import { execFileSync } from 'node:child_process';
import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const COMMAND_MS = 30_000;
const HEX = /^[0-9a-f]{64}$/i;

/** Where a process may have its master key from; the first that is given counts. */
interface MasterKeySources {
  /** 64 hexadecimal digits. */
  readonly key?: string;
  /** Prints them. */
  readonly command?: string;
  /** Has them in the file `master.key`, which is generated on first use. */
  readonly dataDir: string;
}

/** The master key. @throws Error that says which source has none */
export function resolveMasterKey({ key, command, dataDir }: MasterKeySources): KeyObject {
  const digits = key ?? (command === undefined ? fromFile(dataDir) : masterKeyFromCommand(command));
  return createSecretKey(Buffer.from(digits, 'hex'));
}

/**
 * Has a command of the shell print the key: one that asks a key management service to decrypt it, or a store of secrets.
 * @throws Error without anything that the command has printed
 */
export function masterKeyFromCommand(command: string): string {
  let printed: string;
  try {
    printed = execFileSync('/bin/sh', ['-c', command], {
      timeout: COMMAND_MS,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }).trim();
  } catch (error) {
    const { status, code } = error as { readonly status?: number | null; readonly code?: string };
    throw new Error(`MASTER_KEY_COMMAND failed (${code ?? `exit code ${status}`}).`);
  }
  if (!HEX.test(printed)) throw new Error('MASTER_KEY_COMMAND must print 64 hexadecimal digits.');
  return printed;
}

/** Its mode is 0600. `wx` makes the first of several processes that start together win. */
function fromFile(dataDir: string): string {
  const file = join(dataDir, 'master.key');
  try {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const digits = readFileSync(file, 'utf8').trim();
  if (!HEX.test(digits)) throw new Error(`${file} is damaged: it must hold 64 hexadecimal digits`);
  return digits;
}
