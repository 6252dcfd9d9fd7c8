import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryDir {
  readonly path: string;
  /** Removes it now; it is removed at the latest when the process ends. */
  remove(): void;
  /** Leaves it for whoever wants to look into it. */
  keep(): void;
}

export function temporaryDir(purpose: string): TemporaryDir {
  const path = mkdtempSync(join(tmpdir(), `bench-${purpose}-`));
  const removeIt = () => rmSync(path, { recursive: true, force: true });
  process.on('exit', removeIt);
  const keep = () => void process.off('exit', removeIt);
  return {
    path,
    keep,
    remove() {
      keep();
      removeIt();
    },
  };
}
