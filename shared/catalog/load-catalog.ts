import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';
import { ConfigError } from '../config/load-config.ts';
import { Catalog } from './catalog.ts';
import { modelSchema, promptSchema, taskSchema } from './definitions.ts';

/** Reads one folder of definitions; a fault names its file and the path inside it. */
function readKind<T>(directory: string, kind: string, schema: z.ZodType<T>): T[] {
  const folder = join(directory, kind);
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => /\.ya?ml$/.test(file));
  return files.sort().map((file) => {
    const path = join(folder, file);
    let content: unknown;
    try {
      content = parse(readFileSync(path, 'utf8'));
    } catch (error) {
      throw new ConfigError(`${path}: ${error instanceof Error ? error.message : 'not YAML'}`);
    }
    const parsed = schema.safeParse(content);
    if (parsed.success) return parsed.data;
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`);
    throw new ConfigError(`${path}: ${faults.join('; ')}`);
  });
}

/**
 * Loads every definition of the catalog folder and checks that they fit together.
 * @throws ConfigError naming the file and the path of the fault
 */
export function loadCatalog(directory: string): Catalog {
  if (!existsSync(directory)) throw new ConfigError(`CATALOG_DIR: there is no folder ${directory}`);
  return new Catalog({
    models: readKind(directory, 'models', modelSchema),
    prompts: readKind(directory, 'prompts', promptSchema),
    tasks: readKind(directory, 'tasks', taskSchema),
  });
}
