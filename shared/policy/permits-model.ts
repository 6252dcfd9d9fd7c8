import type { Duties } from './duties.ts';

/** Whether a model is among those that the duties leave. */
export function permitsModel({ models }: Pick<Duties, 'models'>, model: string): boolean {
  return models.every((names) => names.some((name) => matches(name, model)));
}

/** A star at the end of a name stands for anything. */
function matches(name: string, model: string): boolean {
  return name.endsWith('*') ? model.startsWith(name.slice(0, -1)) : model === name;
}
