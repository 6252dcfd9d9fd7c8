import type { Route } from '../../../shared/routing/route.ts';
import { ROUTE, TASK } from './shipped.ts';

/** One way of answering all complaints. */
export interface Arm {
  readonly name: string;
  /** What of a job's request says so. */
  readonly request: { readonly task: string; readonly model?: string };
  /** The models of a cascade that are asked first; none of a model alone. */
  readonly members: readonly string[];
}

export function modelArm(model: string): Arm {
  return { name: model, request: { task: TASK, model }, members: [] };
}

/** The shipped task has the shipped route; every other has a task of its name. */
export function routeArm({ name, candidates, agreement = 1 }: Route): Arm {
  const members = candidates.slice(0, agreement).map(({ model }) => model);
  return { name, request: { task: name === ROUTE ? TASK : name }, members };
}
