import { measureRedaction } from './redaction/run.ts';

const MEASURES: Readonly<Record<string, (options: readonly string[]) => void>> = {
  redaction: measureRedaction,
};
const USAGE = `npm run quality -- ${Object.keys(MEASURES).join('|')} [--cases]   precision, recall and speed on this project's own documents`;

const [name = '', ...options] = process.argv.slice(2);
const measure = MEASURES[name];
if (measure === undefined) {
  console.error(USAGE);
  process.exitCode = 1;
} else {
  measure(options);
}
