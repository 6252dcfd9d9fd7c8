import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The master key: from the environment, else from `DATA_DIR/master.key`, which is generated on first use
 * with mode 0600. `wx` makes the first of several processes that start together win.
 */
export function resolveMasterKey(fromEnvironment: string | undefined, dataDir: string): KeyObject {
  if (fromEnvironment) return createSecretKey(Buffer.from(fromEnvironment, 'hex'));
  const file = join(dataDir, 'master.key');
  try {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
  if (key.length !== 32) throw new Error(`${file} is damaged: it must hold 64 hexadecimal digits`);
  return createSecretKey(key);
}
