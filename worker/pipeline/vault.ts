import { Restorer } from '../redaction/restorer.ts';
import type { Run } from './stage.ts';

/** What an answer's pseudonyms stand for, kept with it: later attempts may run on a version that would give others. */
interface Vault {
  readonly pseudonyms?: Readonly<Record<string, string>>;
}

/** The answer as it is journalled. */
export function withVault<Answer extends object>({ pseudonyms }: Run, answer: Answer): Answer & Vault {
  return pseudonyms.size > 0 ? { ...answer, pseudonyms: Object.fromEntries(pseudonyms) } : answer;
}

/** Lets the run put back what a journalled answer's pseudonyms stand for. */
export function openVault(run: Run, answer: object): void {
  const { pseudonyms } = answer as Vault;
  const unknown = Object.entries(pseudonyms ?? {}).filter(([name]) => !run.pseudonyms.has(name));
  if (unknown.length > 0) run.restorer = new Restorer([...run.pseudonyms, ...unknown]);
}
