import { parseArgs } from 'node:util';

export interface Options {
  /** A file of complaints, or the folder that has it as `complaints.jsonl`. */
  readonly path: string;
  /** How many times faster than recorded the models answer. */
  readonly speed: number;
  /** Jobs that wait for their result at once. */
  readonly atOnce: number;
  /** Also looks for the best route among all that the models could make. */
  readonly search: boolean;
  readonly out: string;
}

export const USAGE =
  'npm run bench:routing -- <path of complaints.jsonl> [--speed=10] [--at-once=64] [--search] [--out=FILE]';

/** @throws TypeError for an option that does not exist or has no sensible value */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      speed: { type: 'string', default: '10' },
      'at-once': { type: 'string', default: '64' },
      search: { type: 'boolean', default: false },
      out: { type: 'string', default: 'test-results/bench-routing.json' },
    },
  });
  const [path, ...others] = positionals;
  if (path === undefined || others.length > 0)
    throw new TypeError('one path of recorded complaints is needed');
  const speed = Number(values.speed);
  if (!(Number.isFinite(speed) && speed > 0)) throw new TypeError('--speed must be a number above 0');
  const atOnce = Number(values['at-once']);
  if (!Number.isInteger(atOnce) || atOnce < 1)
    throw new TypeError('--at-once must be a positive whole number');
  return { path, speed, atOnce, search: values.search, out: values.out };
}
