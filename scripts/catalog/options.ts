import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Refusal } from '../refusal.ts';

const USAGE = `npm run catalog -- diff                                     what the files would change
npm run catalog -- apply [--reason WHY]                     store the files and put them into production
npm run catalog -- rollback KIND/NAME [--label LABEL] [--reason WHY]

API_URL and API_KEY say where and as whom; without them, the installation that \`npm start\` runs here.`;

/** What a command is told. */
export interface Options {
  readonly command: 'diff' | 'apply' | 'rollback';
  /** `kind/name`; only for a rollback. */
  readonly place?: string;
  readonly label?: string;
  readonly reason?: string;
  /** The folder of definitions. */
  readonly directory: string;
  readonly url: string;
  readonly key: string;
}

/** @throws {Refusal} saying what is missing */
export function readOptions(args: string[], env: NodeJS.ProcessEnv, root: string): Options {
  const { values, positionals } = parse(args);
  const [command, place, ...rest] = positionals;
  if (command !== 'diff' && command !== 'apply' && command !== 'rollback') throw new Refusal(USAGE);
  if (rest.length > 0 || (command === 'rollback') !== (place !== undefined)) throw new Refusal(USAGE);
  return {
    command,
    ...values,
    ...(place === undefined ? {} : { place }),
    directory: resolve(root, env.CATALOG_DIR || 'catalog'),
    url: env.API_URL || `http://127.0.0.1:${env.API_PORT || 8080}`,
    key: env.API_KEY || env.ADMIN_API_KEY || keptKey(resolve(root, env.DATA_DIR || '.data')),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { label: { type: 'string' }, reason: { type: 'string' } },
    });
  } catch {
    throw new Refusal(USAGE);
  }
}

/** The administrator's key that `npm start` keeps. */
function keptKey(dataDir: string): string {
  const path = join(dataDir, 'admin.json');
  const kept: unknown = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
  const key: unknown = typeof kept === 'object' && kept !== null && Reflect.get(kept, 'api_key');
  if (typeof key === 'string') return key;
  throw new Refusal(
    'No API key is known. Set API_KEY to one with the scopes catalog:read and catalog:write.',
  );
}
