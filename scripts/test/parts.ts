import { join } from 'node:path';

/** Something that a part needs on the machine before it runs. */
export type Need = 'redis' | 'chromium';

export interface Part {
  name: string;
  what: string;
  kind: 'check' | 'tests';
  needs: Need[];
  /** Arguments for the pinned Node. */
  args(root: string, reportPath: string): string[];
  limitMs: number;
}

const MINUTE_MS = 60_000;
// Tests may import everything, so there is nothing to hold them to.
const BOUND = ['api', 'worker', 'dashboard', 'simulator', 'shared', 'scripts'];

/** Everything that `npm test` runs, in this order. Checks run side by side, tests one part after the other. */
export const PARTS: Part[] = [
  check('types', 'the types agree', 'typescript/bin/tsc', ['--noEmit']),
  check('lint', 'style and likely mistakes', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings']),
  check('boundaries', 'who may import whom', 'dependency-cruiser/bin/dependency-cruiser.mjs', BOUND),
  check('unused', 'files, exports and packages nobody uses', 'knip/bin/knip.js', ['--no-progress']),
  tests('unit', 'functions on their own', []),
  tests('integration', 'the parts together, on a real Redis', ['redis']),
  tests('fault', 'killed processes, frozen Redis, broken models', ['redis']),
  tests('browser', 'the dashboard in Chromium', ['redis', 'chromium']),
];

function check(name: string, what: string, program: string, args: string[]): Part {
  return {
    name,
    what,
    kind: 'check',
    needs: [],
    args: (root) => [join(root, 'node_modules', program), ...args],
    limitMs: 3 * MINUTE_MS,
  };
}

function tests(name: string, what: string, needs: Need[]): Part {
  return {
    name,
    what,
    kind: 'tests',
    needs,
    args: (root, reportPath) => [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--project',
      name,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reportPath}`,
    ],
    limitMs: 10 * MINUTE_MS,
  };
}
