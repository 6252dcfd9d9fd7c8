import { processOf } from '../loads/cpu-figures.ts';
import type { Measurement } from '../loads/measurement.ts';
import type { Results, Verdict } from './results.ts';
import { table } from './table.ts';

/** The table of targets, one line each. */
export function targetTable(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ load, title, value, base, judged, target, met }) => [
    load,
    title,
    short(value),
    base === undefined ? '' : short(base),
    short(judged),
    target,
    Number.isNaN(judged) ? 'not measured' : met ? 'met' : 'MISSED',
  ]);
  return table([['load', 'figure', 'value', 'of', 'judged', 'target', ''], ...rows]);
}

/** Everything measured: medians with the least and the greatest of the rounds. */
export function figureTable(
  results: Results,
  loads: readonly Measurement[],
  systems: readonly string[],
): string {
  const rows = loads.flatMap(({ name }) =>
    systems.flatMap((system) =>
      results
        .names(name, system)
        .filter((figure) => !processOf(figure))
        .map((figure) => {
          const values = results.rounds(name, system).map((figures) => figures[figure] ?? Number.NaN);
          const range = `${short(Math.min(...values))} … ${short(Math.max(...values))}`;
          return [name, system, figure, short(results.figure(name, system, figure)), range];
        }),
    ),
  );
  return table([['load', 'system', 'figure', 'median', 'rounds'], ...rows]);
}

/** Microseconds of CPU that one job costs in each process. */
export function cpuTable(
  results: Results,
  loads: readonly Measurement[],
  systems: readonly string[],
): string {
  const processes = ['api', 'worker', 'redis', 'simulator', 'receiver', 'generator'];
  const rows = loads.flatMap(({ name }) =>
    systems
      .filter((system) => results.names(name, system).some(processOf))
      .map((system) => [
        name,
        system,
        ...processes.map((process) => {
          const micros = results.figure(name, system, `cpu_us.${process}`);
          return Number.isNaN(micros) ? '' : micros.toFixed(0);
        }),
      ]),
  );
  return table([['CPU µs per job', '', ...processes], ...rows]);
}

function short(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2);
}
