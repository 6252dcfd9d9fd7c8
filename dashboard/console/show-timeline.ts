import type { RequestHandler } from 'express';
import { NAME_PATTERN } from '../../shared/contracts/job-request.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { readRecord } from '../../shared/stores/read-job.ts';
import { readTimeline } from '../../shared/stores/read-timeline.ts';
import type { DashboardContext } from '../context.ts';
import { timelinePage } from './timeline-page.ts';

/** `GET /timeline/:tenant/:id` */
export function showTimeline({ store, sessions }: DashboardContext): RequestHandler {
  return async (request, response) => {
    const tenant = String(request.params.tenant);
    const id = String(request.params.id);
    const legal = NAME_PATTERN.test(tenant) && /^job_[0-9A-Za-z]{1,64}$/.test(id);
    const record = legal ? await readRecord(store, tenant, id) : undefined;
    const entries = record && (await readTimeline(store, tenant, id));
    if (!record || !entries) throw new AppError('not_found', 'There is no such job.');
    response.send(timelinePage(sessions.current(), record, entries));
  };
}
