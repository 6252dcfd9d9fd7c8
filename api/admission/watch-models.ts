import { Breakers } from '../../shared/resilience/breakers.ts';
import { ModelLatencies } from '../../shared/resilience/model-latencies.ts';
import type { Installation } from '../../shared/runtime/installation.ts';
import type { ApiContext } from '../context.ts';

/** Hears from the workers how the models do. Call `stop` in the end. */
export async function watchModels(
  installation: Installation,
): Promise<ApiContext['health'] & { stop(): Promise<void> }> {
  const { store, catalog } = installation;
  const breakers = new Breakers({
    store,
    subscriber: installation.connect('subscriber', 'api-breakers'),
    find: (model) => catalog.model(model),
  });
  await breakers.listen();
  const latencies = new ModelLatencies(store.redis, store.keys, () => []);
  return {
    allows: (model) => breakers.allows(model),
    latencyMs: (model) => latencies.of(model),
    stop: async () => {
      latencies.close();
      await breakers.close();
    },
  };
}
