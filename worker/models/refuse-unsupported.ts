import type { ModelDefinition } from '../../shared/catalog/definitions.ts';
import { unsupportedBy } from '../../shared/catalog/model-abilities.ts';
import type { Parameters } from '../../shared/contracts/job-request.ts';
import { ModelFailure } from './model-port.ts';

/**
 * Whoever asks for what a model cannot do hears it: to leave it out would change what was asked for.
 * @throws ModelFailure
 */
export function refuseUnsupported(definition: ModelDefinition, parameters: Parameters): void {
  const [first] = unsupportedBy(definition, parameters);
  if (first) throw new ModelFailure('model_rejected', `The model does not take this ${first.name}.`);
}
