import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ConfigError } from '../config/load-config.ts';
import { messageOf } from '../errors/app-error.ts';
import { Catalog } from './catalog.ts';
import { faultsOf } from './check-definition.ts';
import { type Content, digestOf, type Entry, PRODUCTION } from './entry.ts';
import { wordsOf } from './fault.ts';
import { KINDS, type Kind } from './kinds.ts';

/** A definition in a file of the catalog folder. */
export interface FileDefinition {
  readonly path: string;
  readonly kind: Kind;
  readonly name: string;
  readonly content: Content;
}

const fileSchema = z.looseObject({ name: z.string() });

/**
 * Reads every definition of the catalog folder and checks that they fit together.
 * @throws ConfigError naming the file and the path of the fault
 */
export function readCatalogFiles(directory: string): FileDefinition[] {
  if (!existsSync(directory)) throw new ConfigError(`CATALOG_DIR: there is no folder ${directory}`);
  const files = KINDS.flatMap((kind) => readKind(directory, kind));
  const catalog = catalogOf(files);
  for (const { path, kind, name, content } of files) {
    const faults = faultsOf(catalog, kind, name, content);
    if (faults.length > 0) throw new ConfigError(`${path}: ${faults.map(wordsOf).join('; ')}`);
  }
  return files;
}

function readKind(directory: string, kind: Kind): FileDefinition[] {
  const folder = join(directory, kind);
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => /\.ya?ml$/.test(file));
  const names = new Set<string>();
  return files.sort().map((file) => {
    const path = join(folder, file);
    const { name, ...content } = readFile(path);
    if (names.has(name)) throw new ConfigError(`${path}: two ${kind} are named ${name}`);
    names.add(name);
    return { path, kind, name, content };
  });
}

function readFile(path: string): z.infer<typeof fileSchema> {
  let content: unknown;
  try {
    content = parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ConfigError(`${path}: ${messageOf(error)}`);
  }
  const parsed = fileSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new ConfigError(`${path}: a definition is a mapping with a name`);
}

/** The catalog of these files alone, each in production. */
export function catalogOf(files: readonly Omit<FileDefinition, 'path'>[]): Catalog {
  return new Catalog(files.map(entryOf));
}

function entryOf({ kind, name, content }: Omit<FileDefinition, 'path'>): Entry {
  const who = { author: 'files', actor: 'files' };
  const version = { version: 1, digest: digestOf(content), content, createdAt: 0, author: who.author };
  const label = { version: 1, at: 0, actor: who.actor };
  return { kind, name, versions: new Map([[1, version]]), labels: new Map([[PRODUCTION, label]]) };
}
