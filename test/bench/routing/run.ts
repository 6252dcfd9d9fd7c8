import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { modelArm, routeArm } from './arms.ts';
import { type Complaint, modelsOf, readComplaints } from './complaints.ts';
import { definitionsOf, priceList, routesOf } from './definitions.ts';
import { type Options, readOptions, USAGE } from './options.ts';
import { type Part, partOf } from './part.ts';
import { comparisonTable, figureTable, verdict } from './print.ts';
import { recordingOf } from './recording.ts';
import { replay } from './replay.ts';
import { type ModelComparison, type PartReport, reportPart } from './report.ts';
import { searchReport } from './search/print.ts';
import { ROUTE, readShipped } from './shipped.ts';
import { isHeldOut } from './split.ts';
import { withProduct } from './with-product.ts';

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const complaints = readComplaints(options.path);
  const shipped = readShipped();
  const models = modelsOf(complaints);
  const prices = priceList(shipped, models);
  const routes = routesOf(shipped, models);
  const arms = { models: models.map(modelArm), routes: routes.map(routeArm) };
  const all = [...arms.models, ...arms.routes];
  console.log(`${complaints.length} complaints, ${models.length} models, ${routes.length} routes`);

  const startedAt = Date.now();
  const { atOnce } = options;
  const pace = { ...options, concurrency: atOnce };
  const outcomes = await withProduct(recordingOf(complaints), pace, async (api) => {
    for (const definition of definitionsOf(shipped, prices, routes, atOnce)) {
      await api.putIntoProduction(definition);
    }
    return replay(api, all, complaints, options);
  });
  const seconds = (Date.now() - startedAt) / 1_000;
  console.log(`${complaints.length * all.length} jobs replayed in ${seconds.toFixed(0)} s\n`);

  const whole: Part = { title: 'all', complaints, outcomes };
  const report = (part: Part) => reportPart(part, arms.models, arms.routes, ROUTE);
  const parts = [
    report(whole),
    report(partOf(whole, 'tuning', (complaint) => !isHeldOut(complaint))),
    report(partOf(whole, 'held out', isHeldOut)),
  ] as const;
  print(parts);
  if (options.search) console.log(`\n${searchReport(whole, models)}\n`);
  writeReport(options, complaints, parts);
}

function print([all, tuning, heldOut]: readonly [PartReport, PartReport, PartReport]): void {
  for (const part of [all, heldOut]) {
    console.log(`${figureTable(part)}\n`);
    console.log(`${comparisonTable(ROUTE, part)}\n`);
  }
  console.log(`On all rows ${verdict(ROUTE, bestOf(all))}.`);
  console.log(`On the held-out rows ${verdict(ROUTE, bestOf(heldOut))}.`);
  const chosen = bestOf(tuning).model;
  const other = heldOut.comparisons.find(({ model }) => model === chosen) ?? bestOf(heldOut);
  console.log(`The model that is best on the tuning rows, on the held-out rows: ${verdict(ROUTE, other)}.`);
}

function bestOf({ comparisons: [best] }: PartReport): ModelComparison {
  if (!best) throw new Error('no model was replayed');
  return best;
}

function writeReport(
  { speed, out }: Options,
  complaints: readonly Complaint[],
  parts: readonly PartReport[],
) {
  mkdirSync(dirname(out), { recursive: true });
  const document = {
    at: new Date().toISOString(),
    speed,
    complaints: complaints.length,
    route: ROUTE,
    parts,
  };
  writeFileSync(out, `${JSON.stringify(document, null, 2)}\n`);
  console.log(`written to ${out}`);
}

process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));
main().catch((error: unknown) => {
  console.error(error instanceof TypeError ? `${error.message}\n${USAGE}` : error);
  process.exitCode = 1;
});
