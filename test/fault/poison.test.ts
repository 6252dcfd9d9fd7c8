import { expect, inject, test } from 'vitest';
import { hopId, modelQueue } from '../../shared/queues/queue-names.ts';
import { expectOneEnd } from '../support/faults/expect-one-end.ts';
import { withProcesses } from '../support/faults/with-processes.ts';
import type { ProcessSystem } from '../support/process-system.ts';

const MODEL = 'sim-poison';
/** Deaths that a job may cause before it is given up. */
const MOST_DEATHS = 13;

/** Spares the test the 20 s in which BullMQ finds out that a hop's worker is dead. */
async function passTime({ installation }: ProcessSystem, hop: string): Promise<void> {
  const queue = installation.queues.queue(modelQueue(MODEL));
  const { redis } = installation.store;
  await redis.del(queue.toKey(`${hop}:lock`), queue.toKey('stalled-check'));
  await redis.sadd(queue.toKey('stalled'), hop);
}

test('a job that kills every worker fails in the end, and says why', () =>
  withProcesses(
    { redisUrl: inject('redisUrl'), models: { [MODEL]: { provider_model: 'sim-echo' } } },
    async (system) => {
      const { webhook } = system;
      const { body } = await system.api.post({ task: 'chat', input: { prompt: 'poison' }, webhook });
      let deaths = 0;
      for (;;) {
        const worker = system.launch('test/support/faults/mortal-worker.ts', {
          DIE_AT: 'stage:render_prompt',
        });
        const over = system.api.finished(body.id);
        const first = await Promise.race([worker.ended, over]);
        if (!('signal' in first)) break;
        deaths += 1;
        expect(deaths).toBeLessThanOrEqual(MOST_DEATHS);
        await passTime(system, hopId(body.id, 1));
      }
      expect(deaths).toBe(MOST_DEATHS);
      expect(await expectOneEnd(system, body.id)).toMatchObject({
        status: 'failed',
        error: { code: 'worker_lost', retryable: true },
      });
    },
  ));
