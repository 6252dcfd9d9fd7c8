import { inject } from 'vitest';
import type { JobObject } from '../../shared/contracts/job-object.ts';
import { simulatedModel } from './catalog.ts';
import { type ScriptedCall, ScriptedModel } from './scripted-model.ts';
import { type System, startSystem } from './system.ts';

/** The models of the routes, from the cheap to the good. */
const CASCADE_MODELS = ['cheap-1', 'cheap-2', 'cheap-3', 'good', 'best'] as const;
type Name = (typeof CASCADE_MODELS)[number];

interface TimelineEntry {
  readonly status: string;
  readonly queue?: string;
  readonly hop?: number;
  readonly branch?: string;
  readonly code?: string;
  readonly stages?: readonly {
    readonly name: string;
    readonly verdict: string;
    readonly code?: string;
    readonly duration_ms: number;
    readonly details?: Readonly<Record<string, unknown>>;
  }[];
}

/**
 * A system whose cheap models cost 15 micro-USD a call and whose good ones 150; the test answers for all of them. Beside
 * them `public`, which is cleared for little, and `flaky`, whose breaker opens at once: both echo.
 */
export interface CascadeSystem extends System {
  readonly models: Readonly<Record<Name, ScriptedModel>>;
  /** Enqueues a job of a task. @returns its id */
  enqueue(task: string, more?: Record<string, unknown>): Promise<string>;
  /** The next call of each of these models, which have all begun before any is answered. */
  calls(...names: Name[]): Promise<ScriptedCall[]>;
  /** Lets models answer, as JSON where it is not text. */
  answer(answers: Partial<Record<Name, unknown>>): Promise<void>;
  timeline(id: string): Promise<readonly TimelineEntry[]>;
  /** The details of all entries of a name in the timeline. */
  details(id: string, name: string): Promise<unknown[]>;
}

/** Gives a scripted call its answer, as JSON where it is not text. */
export function answerCall(call: ScriptedCall | undefined, answer: unknown): void {
  call?.write(typeof answer === 'string' ? answer : JSON.stringify(answer));
  call?.end();
}

/** Starts a system with the given routes, each with a task of its name, and tasks beside them. */
export async function startCascadeSystem(
  routes: Readonly<Record<string, Record<string, unknown>>>,
  tasks: Readonly<Record<string, Record<string, unknown>>>,
): Promise<CascadeSystem> {
  const models = Object.fromEntries(CASCADE_MODELS.map((name) => [name, new ScriptedModel()])) as Readonly<
    Record<Name, ScriptedModel>
  >;
  const definitions = await Promise.all(
    CASCADE_MODELS.map(async (name) => {
      const price = name.startsWith('cheap') ? 1_000_000 : 10_000_000;
      const model = {
        base_url: await models[name].start(),
        retry: { attempts: 2, base_ms: 10, max_ms: 10 },
        price: { input: price, output: price },
        concurrency: 1,
      };
      return [name, simulatedModel(model)] as const;
    }),
  );
  const candidates = CASCADE_MODELS.map((model) => ({ model }));
  const system = await startSystem({
    redisUrl: inject('redisUrl'),
    workers: 2,
    catalog: {
      models: {
        ...Object.fromEntries(definitions),
        flaky: simulatedModel({
          provider_model: 'sim-echo',
          breaker: { cool_down_seconds: 2, thresholds: { unavailable: { least: 1, share: 1 } } },
        }),
        public: simulatedModel({ cleared_for: 'public', provider_model: 'sim-echo' }),
      },
      routes: Object.fromEntries(
        Object.entries(routes).map(([name, more]) => [name, { mode: 'cascade', candidates, ...more }]),
      ),
      tasks: Object.fromEntries(
        Object.entries(tasks).map(([name, more]) => [
          name,
          {
            ...{ description: 'Answers.', prompt: 'chat', route: name },
            input_schema: {
              type: 'object',
              properties: { prompt: { type: 'string' }, system: { type: 'string' } },
            },
            ...more,
          },
        ]),
      ),
    },
  });
  const { api } = system;
  const calls = (...names: Name[]) => Promise.all(names.map((name) => models[name].next()));
  const timeline = async (id: string) =>
    (await api.get<{ data: TimelineEntry[] }>(`/v1/jobs/${id}/timeline`)).body.data;
  return {
    ...system,
    models,
    calls,
    timeline,
    enqueue: async (task, more = {}) =>
      (await api.post<JobObject>({ task, input: { prompt: 'hello' }, ...more })).body.id,
    answer: async (answers) => {
      const names = Object.keys(answers) as Name[];
      const begun = await calls(...names);
      for (const [i, name] of names.entries()) answerCall(begun[i], answers[name]);
    },
    details: async (id, name) =>
      (await timeline(id))
        .flatMap(({ stages = [] }) => stages)
        .filter((stage) => stage.name === name)
        .map(({ details }) => details),
    stop: async () => {
      await system.stop();
      await Promise.all(Object.values(models).map((model) => model.stop()));
    },
  };
}
