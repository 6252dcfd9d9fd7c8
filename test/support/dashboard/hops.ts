import { randomUUID } from 'node:crypto';
import { type Job, UnrecoverableError, Worker } from 'bullmq';
import { addHop, changeJob } from '../../../shared/lifecycle/change-job.ts';
import { parseHopId } from '../../../shared/queues/queue-names.ts';
import type { Installation } from '../../../shared/runtime/installation.ts';
import { randomId } from '../../../shared/security/ids.ts';
import { admitJob, type NewJob } from '../../../shared/stores/admit-job.ts';
import { beginAttempt } from '../../../shared/stores/begin-attempt.ts';
import { beginDelivery } from '../../../shared/stores/begin-delivery.ts';
import type { JobRecord } from '../../../shared/stores/job-record.ts';
import { openJournal } from '../../../shared/stores/journal.ts';
import { readRecord } from '../../../shared/stores/read-job.ts';
import { settleDelivery } from '../../../shared/stores/settle-delivery.ts';
import { TENANT } from './open-dashboard.ts';

export const QUEUE = 'model.sim-echo';
/** Content of every job made here: it must never be seen in the dashboard. */
export const SECRET = 'jane.doe@example.com';

/** Admits a job and adds its hop, as the API does. @returns its id */
export async function enqueueJob(installation: Installation, queue = QUEUE): Promise<string> {
  const id = randomId('job');
  const now = Date.now();
  const job: NewJob = {
    tenant: TENANT,
    id,
    fingerprint: id,
    task: 'chat',
    taskVersion: 1,
    promptVersion: 1,
    routeVersion: null,
    policyVersion: null,
    decided: {},
    model: queue.replace('model.', ''),
    queue,
    priority: 'standard',
    sensitivity: 'internal',
    createdAt: now,
    expiresAt: now + 3_600_000,
    traceId: '0af7651916cd43dd8448eb211c80319c',
    apiKeyId: 'key_test',
    tokens: 1_026,
    worstCost: () => 0,
    content: {
      input: { prompt: SECRET },
      subject: SECRET,
      metadata: { mail: SECRET },
      webhook: { url: `https://receiver.example/${SECRET}` },
      lifetimeMs: 3_600_000,
    },
  };
  await admitJob(installation.store, job, 0);
  await addHop(installation, await recordOf(installation, id));
  return id;
}

export async function recordOf({ store }: Installation, id: string): Promise<JobRecord> {
  const record = await readRecord(store, TENANT, id);
  if (!record) throw new Error(`no record ${id}`);
  return record;
}

/** A model call as it is settled. */
const CALL = {
  model: 'sim-echo',
  usage: { input: 12, output: 34, cached: 0, reasoning: 0 },
  cost: 56,
};

/** Takes the next hop of a queue as a worker would, and ends its job. */
export async function runNextHop(
  installation: Installation,
  ending: 'completed' | 'failed',
  queue = QUEUE,
): Promise<void> {
  await takeHop(installation, queue, async (hop) => {
    const { ownerId: id, hop: number } = parseHopId(hop.id ?? '');
    const claim = { tenant: TENANT, id, task: hop.name, hop: number, attempt: hop.attemptsStarted };
    const beginning = await beginAttempt(installation.store, claim, queue);
    if (beginning.verdict !== 'ok') throw new Error(`the attempt is ${beginning.verdict}`);
    const journal = await openJournal(installation.store, claim, beginning.job, () => {});
    await journal.put('model.0.1', {}, CALL);
    const at = Date.now() - 40;
    await changeJob(installation, beginning.job, {
      to: ending,
      fence: { hop: number, attempt: hop.attemptsStarted },
      result: { message: SECRET },
      ...(ending === 'failed' && { error: { code: 'model_rejected', stage: 'call-model' } }),
      entry: {
        queue,
        hop: number,
        attempt: hop.attemptsStarted,
        ...(ending === 'failed' && { code: 'model_rejected' }),
        stages: [
          { name: 'render-prompt', at, duration_ms: 1.2, verdict: 'continue' },
          {
            name: 'call-model',
            at: at + 2,
            duration_ms: 38,
            verdict: ending === 'failed' ? 'fail' : 'continue',
            ...(ending === 'failed' && { code: 'model_rejected' }),
            details: { model: 'sim-echo', input_tokens: 12, output_tokens: 34 },
          },
        ],
      },
    });
    return ending === 'completed';
  });
}

/** Takes the next hop of `deliveries` and gives its delivery up. @returns the delivery's id */
export async function failNextDelivery(installation: Installation): Promise<string> {
  let failed = '';
  await takeHop(installation, 'deliveries', async (hop) => {
    failed = hop.data.delivery_id;
    const claim = { tenant: TENANT, id: failed, hop: 1, attempt: hop.attemptsStarted };
    const beginning = await beginDelivery(installation.store, claim);
    if (beginning.verdict !== 'ok') throw new Error(`the attempt is ${beginning.verdict}`);
    const settlement = { outcome: 'failed', code: 'http_503', at: Date.now() } as const;
    await settleDelivery(installation.store, beginning.delivery, claim, settlement);
    return false;
  });
  return failed;
}

/** Runs one hop by hand: BullMQ's worker without its loop. */
export async function takeHop(
  { queues, connect, store }: Installation,
  queue: string,
  run: (hop: Job) => Promise<boolean>,
): Promise<void> {
  const worker = new Worker(queue, null, {
    connection: connect('worker', 'test'),
    prefix: store.keys.queuePrefix(queue),
  });
  try {
    const token = randomUUID();
    const hop: Job | undefined = await worker.getNextJob(token);
    if (!hop)
      throw new Error(
        `nothing waits on ${queue}: ${JSON.stringify(await queues.queue(queue).getJobCounts())}`,
      );
    if (await run(hop)) await hop.moveToCompleted({ status: 'completed' }, token, false);
    else await hop.moveToFailed(new UnrecoverableError('model_rejected'), token, false);
  } finally {
    await worker.close();
  }
}
