import type { Route } from '../routing/route.ts';
import type { Catalog } from './catalog.ts';
import type { ModelDefinition, ModelKind, TaskDefinition } from './definitions.ts';
import type { Content } from './entry.ts';
import type { Fault } from './fault.ts';
import { offersKind } from './model-abilities.ts';

/** What says how a task speaks to its model and what comes back: the other kinds have that from their kind. */
const FOR_CHAT = [
  'prompt',
  'output_schema',
  'max_output_attempts',
  'confidence',
  'stream',
  'parameters',
  'parameter_bounds',
];
const NEEDED_FOR_CHAT = ['prompt', 'input_schema'] as const;

/** A kind that the provider lacks, or that the model did not have before: tasks count on it. */
export function faultsOfModelKind(catalog: Catalog, { name, provider, kind }: ModelDefinition): Fault[] {
  const known = catalog.definition('models', name)?.kind ?? kind;
  return [
    ...(offersKind({ provider, kind })
      ? []
      : [{ path: 'kind', message: `the provider ${provider} has no models for ${kind} here` }]),
    ...(known === kind ? [] : [{ path: 'kind', message: `${name} is a model for ${known}, and stays one` }]),
  ];
}

/** What a task of its kind needs and does not have, or has and does not need; models of other kinds. */
export function faultsOfTaskKind(catalog: Catalog, task: TaskDefinition, content: Content): Fault[] {
  const { kind, models = [], route } = task;
  const shape =
    kind === 'chat'
      ? NEEDED_FOR_CHAT.filter((member) => task[member] === undefined).map((path) => ({
          path,
          message: 'a task for chat needs one',
        }))
      : FOR_CHAT.filter((member) => member in content).map((path) => ({
          path,
          message: `means nothing in a task for ${kind}`,
        }));
  return [
    ...shape,
    ...models.flatMap((name, i) => faultsOfCandidate(catalog, name, kind, `models.${i}`)),
    ...(route === undefined ? [] : faultsOfNamedRoute(catalog, route, kind)),
    ...faultsOfJudges(catalog, task),
  ];
}

/** Models that are to judge texts, and cannot. */
function faultsOfJudges(catalog: Catalog, { guardrails = {} }: TaskDefinition): Fault[] {
  return (['moderation', 'judge'] as const).flatMap((name) => {
    const settings = guardrails[name];
    const kind = name === 'judge' ? 'chat' : name;
    return settings ? faultsOfCandidate(catalog, settings.model, kind, `guardrails.${name}.model`) : [];
  });
}

function faultsOfNamedRoute(catalog: Catalog, name: string, kind: ModelKind): Fault[] {
  const route = catalog.definition('routes', name);
  const known = route && kindOf(catalog, route);
  if (known === kind) return [];
  const message =
    known === undefined
      ? `there is no route named ${name}`
      : `${name} is a route among models for ${known}, not for ${kind}`;
  return [{ path: 'route', message }];
}

/** Candidates of several kinds, or of another than the tasks that go by the route. */
export function faultsOfRouteKind(catalog: Catalog, route: Route): Fault[] {
  const kind = kindOf(catalog, route);
  const misled = catalog.tasks.filter((task) => task.route === route.name && task.kind !== kind);
  return [
    ...route.candidates.flatMap(({ model }, i) =>
      faultsOfCandidate(catalog, model, kind, `candidates.${i}.model`),
    ),
    ...misled.map((task) => ({
      path: 'candidates',
      message: `are models for ${kind}, but the task ${task.name}, which goes by this route, is for ${task.kind}`,
    })),
    ...(route.mode === 'cascade' && kind !== 'chat'
      ? [{ path: 'mode', message: `a cascade judges words, which models for ${kind} do not answer` }]
      : []),
  ];
}

/** The kind of a route is that of its candidates. */
function kindOf(catalog: Catalog, { candidates }: Route): ModelKind {
  const kinds = candidates.flatMap(({ model }) => catalog.model(model)?.definition.kind ?? []);
  return kinds[0] ?? 'chat';
}

function faultsOfCandidate(catalog: Catalog, name: string, kind: ModelKind, path: string): Fault[] {
  const known = catalog.model(name)?.definition.kind;
  if (known === kind) return [];
  const message =
    known === undefined
      ? `there is no model named ${name}`
      : `${name} is a model for ${known}, not for ${kind}`;
  return [{ path, message }];
}
