import type { Job } from 'bullmq';
import { createGuardedAgent } from '../../shared/http/guarded-agent.ts';
import type { Announced } from '../../shared/lifecycle/change-job.ts';
import { DELIVERIES_QUEUE } from '../../shared/queues/queue-names.ts';
import type { Installation } from '../../shared/runtime/installation.ts';
import type { Logger } from '../../shared/telemetry/logger.ts';
import { createPost } from './post-message.ts';
import { createDeliveryProcessor } from './process-delivery.ts';
import { ReceiverGate } from './receiver-gate.ts';
import { AtOnceSender } from './send-at-once.ts';
import { watchPause } from './watch-pause.ts';

/** Deliveries a worker process works on at the same time. */
export const DELIVERIES_AT_ONCE = 100;

/** What a worker process needs to deliver: the sender of new deliveries, the processor of the queue, and an end. */
export function createDeliveries(installation: Installation, log: Logger) {
  const { store, queues, config } = installation;
  const client = createGuardedAgent({ allowPrivate: config.ALLOW_PRIVATE_ADDRESSES });
  const gate = new ReceiverGate({ capacity: DELIVERIES_AT_ONCE });
  const parts = { store, queues, log, post: createPost(client), gate };
  const process = createDeliveryProcessor(parts);
  const pause = watchPause(queues.queue(DELIVERIES_QUEUE));
  const sender = new AtOnceSender({ ...parts, paused: pause.paused });
  return {
    deliver: (delivery: Announced): Promise<void> => sender.deliver(delivery),
    run: (hop: Job): Promise<unknown> => process(hop),
    /** Resolves when no first attempt is under way. */
    idle: () => sender.idle(),
    close: async () => {
      pause.stop();
      await client.destroy();
    },
  };
}
