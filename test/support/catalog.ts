import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';

const SHIPPED = new URL('../../catalog/', import.meta.url);

/** Definitions by kind and name, written over copies of the shipped ones. */
export type CatalogFiles = Readonly<
  Partial<
    Record<
      'models' | 'routes' | 'prompts' | 'policies' | 'tasks' | 'tools',
      Readonly<Record<string, Record<string, unknown>>>
    >
  >
>;

/** Writes a catalog folder for a test: the shipped definitions and the given ones. Returns the folder. */
export function writeCatalog(directory: string, files: CatalogFiles = {}): string {
  cpSync(SHIPPED, directory, { recursive: true });
  for (const [kind, definitions] of Object.entries(files)) {
    mkdirSync(join(directory, kind), { recursive: true });
    for (const [name, definition] of Object.entries(definitions)) {
      writeFileSync(
        join(directory, kind, `${name.replace('-*', '')}.yaml`),
        stringify({ name, ...definition }),
      );
    }
  }
  return directory;
}

/** A model of the simulator with what a test cares about. */
export function simulatedModel(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    provider: 'simulator',
    concurrency: 50,
    timeout_seconds: 30,
    retry: { attempts: 4, base_ms: 20, max_ms: 200 },
    price: { input: 1_000_000, output: 2_000_000 },
    ...overrides,
  };
}
