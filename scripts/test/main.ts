import { fileURLToPath } from 'node:url';
import { paint, say, withProgress } from '../bootstrap/terminal.mjs';
import { Refusal } from '../refusal.ts';
import { PARTS, type Part } from './parts.ts';
import { provideNeeds } from './provide-needs.ts';
import { type PartResult, runPart, STOP_SIGNALS } from './run-part.ts';
import { describe, showSummary } from './summary.ts';

const STOPPED = 130;
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs the named parts, or all. Resolves with the exit code. */
async function runTests(names: string[]): Promise<number> {
  const beganAt = Date.now();
  let stopped = false;
  for (const signal of STOP_SIGNALS) {
    process.on(signal, () => {
      stopped = true;
    });
  }
  const parts = choose(names);
  const checks = parts.filter((part) => part.kind === 'check');
  // Downloads wait for the network while the checks keep the processor busy.
  const [checked, provided] = await Promise.all([runChecks(checks), provideNeeds(parts)]);
  const results = [...checked];
  for (const part of parts.filter((one) => one.kind === 'tests')) {
    if (stopped) break;
    say();
    say(paint('1', `${part.name}: ${part.what}`));
    const result = await runPart(part, root, provided.chromium);
    if (result.output !== '') say(result.output);
    results.push(result);
  }
  showSummary(results, Date.now() - beganAt);
  if (stopped) return STOPPED;
  return results.some((result) => result.failed > 0) ? 1 : 0;
}

function choose(names: string[]): Part[] {
  const unknown = names.find((name) => !PARTS.some((part) => part.name === name));
  if (unknown !== undefined) {
    throw new Refusal(
      `There is no part "${unknown}". The parts are: ${PARTS.map((part) => part.name).join(', ')}.`,
    );
  }
  return names.length === 0 ? PARTS : PARTS.filter((part) => names.includes(part.name));
}

function runChecks(checks: Part[]): Promise<PartResult[]> {
  return Promise.all(
    checks.map(async (part) => {
      const label = `${part.name}: ${part.what}`;
      const result = await withProgress(label, () => runPart(part, root, undefined), describe);
      if (result.failed > 0) say(result.output.trimEnd());
      return result;
    }),
  );
}

function explain(error: unknown): number {
  const text =
    error instanceof Refusal ? error.message : error instanceof Error ? error.stack : String(error);
  console.error(`${paint('31', '✖')} ${text}`);
  return 1;
}

process.exit(await runTests(process.argv.slice(2)).catch(explain));
