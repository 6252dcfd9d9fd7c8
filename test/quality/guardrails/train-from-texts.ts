import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createReader } from '../../../worker/guardrails/injection/detect-injection.ts';
import { NAMED_FEATURES } from '../../../worker/guardrails/injection/window-features.ts';
import { samples } from './sets.ts';
import { type Example, trainModel } from './train-model.ts';

const PACKAGES = fileURLToPath(new URL('../../../node_modules', import.meta.url));
const LONGEST_README = 40_000;
/** A weight below this changes nothing. */
const LEAST = 0.005;

/** The weights' file, made from the tuning part and, as long harmless texts, the installed packages' own pages. */
export function trainFromTexts() {
  const read = createReader();
  const texts = samples('tuning').map(({ text, attack }): Example => ({ attack, readings: read(text) }));
  const pages = readmes().map((text): Example => ({ attack: false, readings: read(text) }));
  const model = trainModel([...texts, ...pages]);
  const largest = Math.max(...Array.from(model.grams, Math.abs));
  const named = NAMED_FEATURES.map((name, index): [string, number] => [
    name,
    rounded(model.named[index] ?? 0),
  ]);
  return {
    bias: rounded(model.bias),
    named: Object.fromEntries(named.filter(([, weight]) => Math.abs(weight) > LEAST)),
    gramScale: (largest * model.gramScale) / 127,
    grams: Buffer.from(
      Int8Array.from(model.grams, (weight) => Math.round((weight / largest) * 127)).buffer,
    ).toString('base64'),
  };
}

function readmes(): string[] {
  return globSync(['*/README.md', '@*/*/README.md'], { cwd: PACKAGES })
    .sort()
    .map((file) => readFileSync(`${PACKAGES}/${file}`, 'utf8').slice(0, LONGEST_README));
}

function rounded(weight: number): number {
  return Math.round(weight * 1e4) / 1e4;
}
