import type { CompiledTask } from '../catalog/catalog.ts';
import type { Route } from './route.ts';

/** The route of a task: its models in their order. */
export function routeOf({ definition }: Pick<CompiledTask, 'definition'>): Route {
  return {
    name: definition.name,
    mode: 'ordered',
    candidates: definition.models.map((model) => ({ model })),
    on_filtered: 'refuse',
  };
}
