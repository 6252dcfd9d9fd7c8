import type { ChainedEntry, Head } from '../../shared/audit/chain.ts';
import { ChainChecker } from '../../shared/audit/check-chain.ts';
import { EXPORT_FORMAT } from '../../shared/audit/export-lines.ts';

/** What an export was found to be. */
export interface ExportCheck {
  readonly entries: number;
  /** Where it is broken; none where it holds. */
  readonly fault?: { readonly line: number; readonly seq?: number; readonly kind: string };
}

interface Opening {
  readonly format: string;
  readonly chain: string;
  readonly public_key: string;
}

/**
 * Proves an export line by line, without the service.
 * @param kept a head that was kept elsewhere: the export must have come at least so far, and through it
 * @param publicKey what heads must be signed with; by default what the export says itself
 */
export async function checkExport(
  lines: AsyncIterable<string>,
  { kept, publicKey }: { readonly kept?: Head; readonly publicKey?: string } = {},
): Promise<ExportCheck> {
  let number = 0;
  let checker: ChainChecker | undefined;
  let key = publicKey ?? '';
  let head: Head | undefined;
  let reached = kept === undefined;
  for await (const text of lines) {
    number += 1;
    const line = parsed(text);
    if (!line || head)
      return { entries: checker?.entries ?? 0, fault: { line: number, kind: 'not_an_export' } };
    if (!checker) {
      if (!isOpening(line)) return { entries: 0, fault: { line: number, kind: 'not_an_export' } };
      checker = new ChainChecker(line.chain);
      key ||= line.public_key;
    } else if ('head' in line) {
      head = line.head as Head;
    } else {
      const row = line as unknown as ChainedEntry;
      if (!checker.next(row)) break;
      reached ||= row.seq === kept?.seq && row.hash === kept.hash;
    }
  }
  if (!checker) return { entries: 0, fault: { line: number, kind: 'not_an_export' } };
  const { entries, fault } = checker.end(head, key);
  if (fault) return { entries, fault: { line: number, ...fault } };
  if (!reached) return { entries, fault: { line: number, seq: kept?.seq, kind: 'cut' } };
  return { entries };
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function isOpening(line: object): line is Opening {
  return 'format' in line && line.format === EXPORT_FORMAT && 'chain' in line && 'public_key' in line;
}
