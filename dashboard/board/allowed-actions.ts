import type { BullBoardRequest } from '@bull-board/api/typings/app';

/** Why something cannot be done, as the board's client is told. */
export interface Refusal {
  readonly status: 400 | 403 | 404 | 409;
  readonly reason: string;
  readonly message: string;
}

/** Something that operators may do on the board. */
export interface Action {
  /** Its name in the audit trail. */
  readonly name: string;
  /** What keeps it from being done just now. */
  readonly check?: (request: BullBoardRequest) => Promise<Refusal | undefined> | Refusal | undefined;
}

/**
 * All that can be changed through Bull Board, by method and route template of its API. Whatever is not
 * here, a route that comes with an upgrade included, is refused to everyone.
 */
export const ALLOWED_ACTIONS: Readonly<Record<string, Action>> = {
  'put /api/queues/pause': { name: 'queue.pause_all' },
  'put /api/queues/resume': { name: 'queue.resume_all' },
  'put /api/queues/:queueName/pause': { name: 'queue.pause' },
  'put /api/queues/:queueName/resume': { name: 'queue.resume' },
  'put /api/queues/:queueName/promote': { name: 'queue.promote_all' },
  'put /api/queues/:queueName/retry/:queueStatus': { name: 'queue.retry_all', check: onlyFailedOnes },
  'put /api/queues/:queueName/:jobId/retry': { name: 'hop.retry', check: onlyWhen('failed') },
  'put /api/queues/:queueName/:jobId/promote': { name: 'hop.promote', check: onlyWhen('delayed') },
};

function onlyFailedOnes({ params }: BullBoardRequest): Refusal | undefined {
  if (params.queueStatus === 'failed') return undefined;
  return { status: 403, reason: 'not_failed', message: 'Only failed hops can be retried.' };
}

function onlyWhen(wanted: 'failed' | 'delayed') {
  return async ({ queues, params }: BullBoardRequest): Promise<Refusal | undefined> => {
    const job = await queues.get(String(params.queueName))?.getJob(String(params.jobId));
    if (!job) return { status: 404, reason: 'not_found', message: 'There is no such hop any more.' };
    const state = await job.getState();
    if (state === wanted) return undefined;
    const status = state === 'completed' ? 403 : 409;
    return { status, reason: `not_${wanted}`, message: `The hop is ${state}, not ${wanted}.` };
  };
}
