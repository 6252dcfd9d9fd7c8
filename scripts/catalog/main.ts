import { fileURLToPath } from 'node:url';
import { diff } from 'node:util';
import { stringify } from 'yaml';
import { type Content, digestOf } from '../../shared/catalog/entry.ts';
import { type FileDefinition, readCatalogFiles } from '../../shared/catalog/read-files.ts';
import { paint } from '../bootstrap/terminal.mjs';
import { Refusal } from '../refusal.ts';
import { CatalogApi } from './catalog-api.ts';
import { type Options, readOptions } from './options.ts';

/** A file whose content is not in production. */
interface Difference {
  readonly file: FileDefinition;
  readonly place: string;
  /** What is in production instead, if anything. */
  readonly production?: { readonly version: number; readonly definition: Content };
  /** The version that has the file's content already. */
  readonly stored?: number;
}

async function main(options: Options): Promise<void> {
  const api = new CatalogApi(options.url, options.key);
  const { command, place, label, reason } = options;
  if (command === 'rollback') {
    const version = await api.rollBack(place ?? '', { label, reason });
    console.log(`${place}: ${label ?? 'production'} is version ${version} now`);
    return;
  }
  const differences = await differencesOf(api, readCatalogFiles(options.directory));
  if (differences.length === 0) console.log('Production is what the files say.');
  for (const difference of differences) {
    show(difference);
    if (command === 'apply') await apply(api, difference, reason);
  }
}

async function differencesOf(api: CatalogApi, files: readonly FileDefinition[]): Promise<Difference[]> {
  const found = await Promise.all(
    files.map(async (file) => {
      const place = `${file.kind}/${file.name}`;
      const digest = digestOf(file.content);
      const versions = await api.versions(place);
      const production = versions.find(({ labels }) => labels.includes('production'));
      const stored = versions.find((version) => version.digest === digest)?.version;
      return { file, place, digest, production, stored };
    }),
  );
  return found.filter(({ production, digest }) => production?.digest !== digest);
}

function show({ file, place, production, stored }: Difference): void {
  const theirs = production ? `version ${production.version} is in production` : 'it is not stored';
  const ours = stored === undefined ? 'the file is new' : `the file is version ${stored}`;
  console.log(paint('1', `${place}: ${theirs}, ${ours}`));
  const lines = (content: Content | undefined) => (content ? stringify(content).trimEnd().split('\n') : []);
  for (const [sign, line] of diff(lines(file.content), lines(production?.definition))) {
    if (sign !== 0) console.log(sign > 0 ? paint('32', `  + ${line}`) : paint('31', `  - ${line}`));
  }
}

async function apply(api: CatalogApi, { file, place }: Difference, reason?: string): Promise<void> {
  const { version, labels } = await api.put(place, file.content);
  if (!labels.includes('production')) await api.promote(place, version, reason);
  console.log(`  production is version ${version} now`);
}

const root = fileURLToPath(new URL('../..', import.meta.url));
try {
  await main(readOptions(process.argv.slice(2), process.env, root));
} catch (error) {
  if (!(error instanceof Refusal) && !(error instanceof Error && error.name === 'ConfigError')) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
