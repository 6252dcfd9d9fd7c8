import { hashText } from '../random.ts';
import type { Behaviour } from './behaviour.ts';
import { createFailureSchedule } from './failure-schedule.ts';
import { exampleModels, readModelName } from './families.ts';
import type { Latency } from './latency.ts';
import { createPromptCounter } from './prompt-counter.ts';
import { type BucketVerdict, createTokenBucket } from './token-bucket.ts';

/** A model under one name, with the state that its calls leave behind. */
export interface Model {
  readonly name: string;
  readonly behaviour: Behaviour;
  /** Latency set by configuration, for a model whose name states none. */
  readonly latency?: Latency;
  /** The number of this call, from 0. */
  readonly countCall: () => number;
  /** How many calls with this prompt came before. */
  readonly countPrompt: (prompt: number) => number;
  readonly failsNext: () => boolean;
  readonly perSecond: number;
  readonly takeToken: (nowMs: number) => BucketVerdict;
}

/** What a directory needs to know. */
export interface DirectorySettings {
  readonly seed: number;
  readonly callsPerSecond: number;
  readonly latencies: Readonly<Record<string, Latency>>;
  readonly recordedModels: ReadonlySet<string>;
}

/** Finds models by name and keeps their state. */
export interface ModelDirectory {
  /** The model of this name, or undefined when there is none. */
  find(name: string): Model | undefined;
  /** Names for a list of models, recorded ones first. */
  list(): readonly string[];
  /** Forgets the state that calls left behind. */
  reset(): void;
}

/** Creates a directory of the simulator's families and of the recorded models. */
export function createDirectory(settings: DirectorySettings): ModelDirectory {
  const models = new Map<string, Model>();
  return {
    find(name) {
      const known = models.get(name);
      if (known) return known;
      const behaviour = settings.recordedModels.has(name)
        ? ({ kind: 'recorded' } as const)
        : readModelName(name);
      if (!behaviour) return undefined;
      const model = createModel(name, behaviour, settings);
      models.set(name, model);
      return model;
    },
    list: () => [...new Set([...settings.recordedModels, ...exampleModels])],
    reset: () => models.clear(),
  };
}

function createModel(name: string, behaviour: Behaviour, settings: DirectorySettings): Model {
  let calls = 0;
  const percent = behaviour.kind === 'flaky' ? behaviour.percent : 0;
  const perSecond = (behaviour.kind === 'rate-limited' && behaviour.perSecond) || settings.callsPerSecond;
  return {
    name,
    behaviour,
    latency: settings.latencies[name],
    countCall: () => calls++,
    countPrompt: createPromptCounter(),
    failsNext: createFailureSchedule(percent, hashText(name, settings.seed)),
    perSecond,
    takeToken: createTokenBucket(perSecond),
  };
}
