import type { Behaviour, Flaw } from './behaviour.ts';

/** The models whose names share one pattern. */
interface Family {
  readonly pattern: RegExp;
  /** Names that `GET /v1/models` shows; every other name of the pattern works as well. */
  readonly examples: readonly string[];
  readonly read: (groups: Record<string, string | undefined>) => Behaviour | undefined;
}

const families: readonly Family[] = [
  fixed('sim-echo', { kind: 'echo' }),
  fixed('sim-json', { kind: 'json' }),
  fixed('sim-embedding', { kind: 'embedding' }),
  fixed('sim-moderation', { kind: 'moderation' }),
  fixed('sim-image', { kind: 'image' }),
  fixed('sim-transcription', { kind: 'transcription' }),
  fixed('sim-hang', { kind: 'hang' }),
  fixed('sim-judge', { kind: 'judge' }),
  fixed('sim-refuse', { kind: 'refuse' }),
  fixed('sim-length', { kind: 'length' }),
  fixed('sim-content-filter', { kind: 'content-filter' }),
  {
    pattern: /^sim-(?<kind>slow|stream)-(?<mean>\d{1,7})(?:[~-](?<deviation>\d{1,7}))?$/,
    examples: ['sim-slow-250', 'sim-slow-250-50', 'sim-stream-1000'],
    read: ({ kind, mean, deviation = '0' }) => ({
      kind: kind === 'slow' ? 'slow' : 'stream',
      latency: { meanMs: Number(mean), deviationMs: Number(deviation) },
    }),
  },
  {
    pattern: /^sim-flaky-(?<percent>\d{1,3})$/,
    examples: ['sim-flaky-20'],
    read: ({ percent }) => (Number(percent) <= 100 ? { kind: 'flaky', percent: Number(percent) } : undefined),
  },
  {
    pattern: /^sim-status-(?<status>[45]\d\d)$/,
    examples: ['sim-status-429', 'sim-status-500'],
    read: ({ status }) => ({ kind: 'status', status: Number(status) }),
  },
  {
    pattern: /^sim-broken-stream(?:-(?<times>\d{1,6}))?$/,
    examples: ['sim-broken-stream', 'sim-broken-stream-1'],
    read: ({ times }) => ({ kind: 'broken-stream', times: readTimes(times) }),
  },
  {
    pattern: /^sim-bad-json(?:-(?<flaw>fenced|comma|truncated|prose|shape))?(?:-(?<times>\d{1,6}))?$/,
    examples: ['sim-bad-json', 'sim-bad-json-1', 'sim-bad-json-truncated'],
    read: ({ flaw, times }) => ({
      kind: 'bad-json',
      flaw: flaw as Flaw | undefined,
      times: readTimes(times),
    }),
  },
  {
    pattern: /^sim-rate-limited(?:-(?<perSecond>[1-9]\d{0,5}))?$/,
    examples: ['sim-rate-limited', 'sim-rate-limited-10'],
    read: ({ perSecond }) => ({ kind: 'rate-limited', perSecond: perSecond ? Number(perSecond) : undefined }),
  },
];

/** The behaviour that a model name promises, or undefined for a name of no family. */
export function readModelName(name: string): Behaviour | undefined {
  for (const family of families) {
    const match = family.pattern.exec(name);
    if (match) return family.read(match.groups ?? {});
  }
  return undefined;
}

/** Names to show in a list of models: at least one of each family. */
export const exampleModels: readonly string[] = families.flatMap((family) => family.examples);

function fixed(name: string, behaviour: Behaviour): Family {
  return { pattern: new RegExp(`^${name}$`), examples: [name], read: () => behaviour };
}

function readTimes(digits: string | undefined): number {
  return digits === undefined ? Number.POSITIVE_INFINITY : Number(digits);
}
