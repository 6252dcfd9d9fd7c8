import type { Figures } from './measurement.ts';

const PREFIX = 'cpu_us.';

/** Microseconds of CPU per job as figures, one for each process. */
export function cpuFigures(perJob: Readonly<Record<string, number>>): Figures {
  return Object.fromEntries(Object.entries(perJob).map(([name, micros]) => [PREFIX + name, micros]));
}

/** The process that a figure speaks of, if it is one of these. */
export function processOf(figure: string): string | undefined {
  return figure.startsWith(PREFIX) ? figure.slice(PREFIX.length) : undefined;
}
