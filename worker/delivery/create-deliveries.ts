import type { Job } from 'bullmq';
import { createGuardedAgent } from '../../shared/http/guarded-agent.ts';
import type { Installation } from '../../shared/runtime/installation.ts';
import type { Logger } from '../../shared/telemetry/logger.ts';
import { createPost } from './post-message.ts';
import { createDeliveryProcessor } from './process-delivery.ts';
import { ReceiverGate } from './receiver-gate.ts';

/** Deliveries a worker process works on at the same time. */
export const DELIVERIES_AT_ONCE = 100;

/** What a worker process needs to deliver: the processor of the queue, and the end of its connections. */
export function createDeliveries(installation: Installation, log: Logger) {
  const { store, queues, config } = installation;
  const client = createGuardedAgent({ allowPrivate: config.ALLOW_PRIVATE_ADDRESSES });
  const process = createDeliveryProcessor({
    store,
    queues,
    log,
    post: createPost(client),
    gate: new ReceiverGate({ capacity: DELIVERIES_AT_ONCE }),
  });
  return {
    run: (hop: Job): Promise<unknown> => process(hop),
    close: () => client.destroy(),
  };
}
