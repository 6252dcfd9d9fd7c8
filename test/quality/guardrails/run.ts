import { writeFileSync } from 'node:fs';
import { guardrailSettings } from '../../../shared/catalog/guardrail-settings.ts';
import { createGuardrails } from '../../../worker/guardrails/create-guardrails.ts';
import type { Guardrail } from '../../../worker/guardrails/guardrail.ts';
import { printScores } from './print-scores.ts';
import { type Sample, samples } from './sets.ts';
import { trainFromTexts } from './train-from-texts.ts';

const WEIGHTS = new URL('../../../worker/guardrails/injection/weights.json', import.meta.url);
const SPEED_MS = 1_500;

/**
 * Prints what the guardrail against injections flags of attacks and of harmless texts, per category, and how fast
 * it is. `--train` makes its weights anew first, from the tuning part alone.
 */
export async function measureGuardrails(options: readonly string[]): Promise<void> {
  if (options.includes('--train')) writeFileSync(WEIGHTS, `${JSON.stringify(trainFromTexts())}\n`);
  const guardrails = createGuardrails(guardrailSettings.parse({ prompt_injection: {} }));
  const guardrail = guardrails.at(0);
  if (!guardrail) throw new Error('There is no such guardrail.');
  for (const set of ['tuning', 'heldout'] as const) {
    const scored = await Promise.all(samples(set).map((sample) => score(sample, guardrail)));
    console.log(`\n${set}${set === 'tuning' ? ' (what the weights were made from)' : ''}`);
    console.log(printScores(scored, set === 'heldout' || options.includes('--cases')));
  }
  console.log(`\none core: ${(await speed(guardrail)).toFixed(2)} MB/s`);
}

async function score(sample: Sample, guardrail: Guardrail) {
  // Texts of others come as context; what is hidden could be either.
  const place = sample.way === 'indirect' ? 'context' : 'input';
  const verdict = await guardrail.check(sample.text, { place, signal: new AbortController().signal });
  return { sample, flagged: verdict.kind !== 'pass', score: verdict.score };
}

/** Over texts as they come, of every length, by the processor's time. */
async function speed(guardrail: Guardrail): Promise<number> {
  const texts = samples('heldout').map(({ text }) => text);
  const began = process.cpuUsage();
  const spent = () => process.cpuUsage(began).user / 1e3;
  let bytes = 0;
  while (spent() < SPEED_MS) {
    for (const text of texts) {
      await guardrail.check(text, { place: 'input', signal: new AbortController().signal });
      bytes += Buffer.byteLength(text);
    }
  }
  return bytes / 1e3 / spent();
}
