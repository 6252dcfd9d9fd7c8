import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { accept } from './loads/accept.ts';
import { endToEnd, governed } from './loads/end-to-end.ts';
import { fairness } from './loads/fairness.ts';
import { latency } from './loads/latency.ts';
import { manyWaiting } from './loads/many-waiting.ts';
import type { Figures, Measurement } from './loads/measurement.ts';
import { memory } from './loads/memory.ts';
import { preferWait } from './loads/prefer-wait.ts';
import { slowModel } from './loads/slow-model.ts';
import { type Options, readOptions, USAGE } from './options.ts';
import { document } from './report/document.ts';
import { cpuTable, figureTable, targetTable } from './report/print.ts';
import { judge, Results } from './report/results.ts';
import { type Stage, startStage } from './stage.ts';
import { bare, floor } from './systems/floor.ts';
import { product } from './systems/product.ts';
import type { System } from './systems/system.ts';
import { type TrialResult, withTrial } from './trial.ts';

const LOADS = [accept, endToEnd, governed, latency, slowModel, preferWait, memory, fairness, manyWaiting];
/** Share of the processors that may do something else before a round is called disturbed. */
const DISTURBED = 0.1;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const loads = chosenLoads(options.only);
  const systems = [bare, floor, options.self ? { ...floor, name: product.name } : product];
  const results = new Results();
  const stage = await startStage(options.profile);
  try {
    for (const load of loads) await measure(load, stage, systems, options, results);
  } catch (error) {
    await stage.close({ keepLogs: true });
    console.error(`what the processes said is in ${stage.logDir}`);
    throw error;
  }
  await stage.close();
  const verdicts = loads.flatMap((load) => judge(results, load));
  const names = systems.map(({ name }) => name);
  console.log(`\n${figureTable(results, loads, names)}`);
  console.log(`\n${cpuTable(results, loads, names)}`);
  console.log(`\n${targetTable(verdicts)}\n`);
  mkdirSync(dirname(options.out), { recursive: true });
  writeFileSync(
    options.out,
    `${JSON.stringify(document(options, results, loads, names, verdicts), null, 2)}\n`,
  );
  console.log(`written to ${options.out}`);
}

function chosenLoads(only: readonly string[]): Measurement[] {
  const unknown = only.filter((name) => !LOADS.some((load) => load.name === name));
  if (unknown.length > 0) {
    throw new TypeError(`no load is named ${unknown}; there are ${LOADS.map(({ name }) => name).join(', ')}`);
  }
  return LOADS.filter(({ name }) => only.length === 0 || only.includes(name));
}

/** Lets the systems take turns, so that a machine that gets slower or faster meanwhile does so for all. */
async function measure(
  load: Measurement,
  stage: Stage,
  systems: readonly System[],
  { rounds, extent }: Options,
  results: Results,
): Promise<void> {
  const contenders = systems.filter(({ name }) => load.systems.includes(name));
  for (let round = 1; round <= (load.once ? 1 : rounds); round += 1) {
    for (const system of contenders) {
      const run = await withTrial(stage, system, load.roles, (trial) => load.measure(trial, extent));
      results.add(load.name, system.name, { ...run.measured, taken_by_others: run.takenByOthers });
      console.log(roundLine(load, round, system, run));
    }
  }
}

function roundLine(
  load: Measurement,
  round: number,
  system: System,
  { measured, takenByOthers }: TrialResult<Figures>,
): string {
  const [[figure, value] = ['', Number.NaN]] = Object.entries(measured);
  const others =
    takenByOthers > DISTURBED ? `disturbed: ${(100 * takenByOthers).toFixed(0)} % taken by others` : '';
  const cells = [load.name.padEnd(8), round, system.name.padEnd(8), figure, value.toFixed(1), others];
  return cells.join('  ');
}

process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));
main().catch((error: unknown) => {
  console.error(error instanceof TypeError ? `${error.message}\n${USAGE}` : error);
  process.exitCode = 1;
});
