import type { CompiledTask } from '../../shared/catalog/catalog.ts';
import type { ModelRequest } from '../models/model-port.ts';

/** What a model is told of the form of its answer, where the task has a schema for it. */
export function wantedSchema({
  definition,
  toldSchema,
}: Pick<CompiledTask, 'definition' | 'toldSchema'>): Pick<ModelRequest, 'outputSchema'> {
  if (!toldSchema) return {};
  return { outputSchema: { name: definition.name.replace(/\W/g, '_'), schema: toldSchema } };
}
