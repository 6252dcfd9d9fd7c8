import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../refusal.ts';

export interface Secrets {
  /** 64 hexadecimal characters; all data at rest is encrypted under it. */
  masterKey: string;
  adminApiKey: string;
  adminPassword: string;
}

/**
 * The secrets given, and generated ones in the place of the others. Those are kept in the data folder, readable
 * by this user only, so that the next start has the same.
 * @throws {Refusal} when a kept file cannot be understood
 */
export function provideSecrets(dataDir: string, given: Partial<Secrets>): Secrets {
  const masterKey = given.masterKey ?? keptMasterKey(join(dataDir, 'master.key'));
  if (given.adminApiKey !== undefined && given.adminPassword !== undefined) {
    return { masterKey, adminApiKey: given.adminApiKey, adminPassword: given.adminPassword };
  }
  const kept = keptAdministrator(join(dataDir, 'admin.json'));
  return {
    masterKey,
    adminApiKey: given.adminApiKey ?? kept.api_key,
    adminPassword: given.adminPassword ?? kept.password,
  };
}

function keptMasterKey(path: string): string {
  const text = keep(path, () => `${randomBytes(32).toString('hex')}\n`).trim();
  if (/^[0-9a-f]{64}$/i.test(text)) return text;
  throw new Refusal(
    `${path} does not hold 64 hexadecimal characters. Put the right key back, or set MASTER_KEY.`,
  );
}

function keptAdministrator(path: string): { api_key: string; password: string } {
  const text = keep(path, () => {
    const fresh = { api_key: `ak_${randomText(32)}`, password: randomText(18) };
    return `${JSON.stringify(fresh, null, 2)}\n`;
  });
  try {
    const { api_key, password }: Record<string, unknown> = JSON.parse(text);
    if (typeof api_key === 'string' && typeof password === 'string') return { api_key, password };
  } catch {
    // Said below, as for a file without the two fields.
  }
  throw new Refusal(`${path} does not hold {"api_key", "password"}. Correct it, or remove it for new ones.`);
}

function keep(path: string, generate: () => string): string {
  try {
    writeFileSync(path, generate(), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    chmodSync(path, 0o600);
  }
  return readFileSync(path, 'utf8');
}

/** 32 bytes make 43 characters. */
function randomText(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}
