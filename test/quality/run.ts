import { measureGuardrails } from './guardrails/run.ts';
import { measureRedaction } from './redaction/run.ts';

const MEASURES: Readonly<Record<string, (options: readonly string[]) => void | Promise<void>>> = {
  guardrails: measureGuardrails,
  redaction: measureRedaction,
};
const USAGE = `npm run quality -- ${Object.keys(MEASURES).join('|')} [--cases]   figures and speed on this project's own texts`;

const [name = '', ...options] = process.argv.slice(2);
const measure = MEASURES[name];
if (measure === undefined) {
  console.error(USAGE);
  process.exitCode = 1;
} else {
  await measure(options);
}
