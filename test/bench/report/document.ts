import { availableParallelism, cpus, totalmem } from 'node:os';
import type { Measurement } from '../loads/measurement.ts';
import type { Options } from '../options.ts';
import type { Results, Verdict } from './results.ts';

/** What the benchmark writes: where and how it ran, every round's figures, their medians, the verdicts. */
export function document(
  options: Options,
  results: Results,
  loads: readonly Measurement[],
  systems: readonly string[],
  verdicts: readonly Verdict[],
): object {
  const figuresOf = (load: string) => (system: string) => {
    const names = results.names(load, system);
    const medians = Object.fromEntries(names.map((name) => [name, results.figure(load, system, name)]));
    return [system, { medians, rounds: results.rounds(load, system) }];
  };
  const measured = (load: string) => systems.filter((system) => results.rounds(load, system).length > 0);
  return {
    at: new Date().toISOString(),
    machine: {
      node: process.version,
      processors: availableParallelism(),
      model: cpus()[0]?.model,
      memory_bytes: totalmem(),
    },
    options: { rounds: options.rounds, extent: options.extent, self: options.self },
    verdicts,
    loads: Object.fromEntries(
      loads.map(({ name, title }) => [
        name,
        { title, systems: Object.fromEntries(measured(name).map(figuresOf(name))) },
      ]),
    ),
  };
}
