import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Extent } from './loads/measurement.ts';

export interface Options {
  /** Names of the loads to run; all when empty. */
  readonly only: readonly string[];
  readonly rounds: number;
  readonly extent: Extent;
  readonly out: string;
  /** Puts the floor in the product's place, to see by how much the figures waver. */
  readonly self: boolean;
  /** Where CPU profiles are written, if anywhere; they make everything slower. */
  readonly profile?: string;
}

const FULL: Extent = {
  warmUpJobs: 2_000,
  seconds: 6,
  jobs: 6_000,
  waitingJobs: 20_000,
  backlogJobs: 50_000,
  manyWaitingJobs: 1_000_000,
};
const QUICK: Extent = {
  warmUpJobs: 500,
  seconds: 2,
  jobs: 1_000,
  waitingJobs: 2_000,
  backlogJobs: 2_000,
  manyWaitingJobs: 20_000,
};

export const USAGE = `node test/bench/run.ts [--only=accept,e2e,…] [--rounds=3] [--quick] [--self] [--profile=DIR] [--out=FILE]`;

/** @throws TypeError for an option that does not exist or has no sensible value */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: '' },
      rounds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      self: { type: 'boolean', default: false },
      profile: { type: 'string' },
      out: { type: 'string', default: 'test-results/bench.json' },
    },
  });
  const rounds = Number(values.rounds ?? (values.quick ? 1 : 3));
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new TypeError('--rounds must be a positive whole number');
  return {
    only: values.only.split(',').filter((name) => name !== ''),
    rounds,
    extent: values.quick ? QUICK : FULL,
    out: values.out,
    self: values.self,
    ...(values.profile === undefined ? {} : { profile: resolve(values.profile) }),
  };
}
