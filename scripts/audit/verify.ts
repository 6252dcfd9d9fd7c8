import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { Head } from '../../shared/audit/chain.ts';
import { checkExport } from './check-export.ts';

const USAGE = 'npm run audit:verify -- <export.jsonl> [--head <head.json>] [--public-key <base64>]';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { head: { type: 'string' }, 'public-key': { type: 'string' } },
});
const [file] = positionals;
if (file === undefined) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  const kept =
    values.head === undefined ? undefined : (JSON.parse(readFileSync(values.head, 'utf8')) as Head);
  const lines = createInterface({ input: createReadStream(file) });
  const { entries, fault } = await checkExport(lines, { kept, publicKey: values['public-key'] });
  if (fault) {
    const where = fault.seq === undefined ? '' : `, entry ${fault.seq}`;
    console.error(
      `NOT VALID: ${fault.kind} at line ${fault.line}${where}; ${entries} entries before it hold`,
    );
    process.exitCode = 1;
  } else {
    console.log(`valid: ${entries} entries, and the signature of the head`);
  }
}
