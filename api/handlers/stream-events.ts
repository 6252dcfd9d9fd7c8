import { isFinal } from '../../shared/contracts/job-states.ts';
import { defineRoute } from '../http/route.ts';
import { positionBehind, streamEvents as stream } from '../jobs/event-stream.ts';
import { loadJob } from '../jobs/job-reply.ts';

export const streamEvents = defineRoute({
  method: 'get',
  path: '/v1/jobs/:id/events',
  scope: 'jobs:read',
  tag: 'Jobs',
  summary: 'Follow a job as server-sent events',
  headers: { 'Last-Event-ID': 'Resume behind this event.' },
  answers: {
    200: {
      description: '`job.<status>`, `output.delta` `{text}`, `output.reset`; ends after the final event',
      contentType: 'text/event-stream',
    },
    204: { description: 'The final event was received already: do not reconnect' },
  },
  handler: async (call) => {
    const { context, principal, params, headers } = call;
    const id = params.id ?? '';
    const job = await loadJob(context, principal.tenant, id);
    const position = await positionBehind(context.installation, job, headers['last-event-id']);
    if (position.final && isFinal(job.record.status)) return { status: 204 };
    return {
      status: 200,
      headers: {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        'X-Accel-Buffering': 'no',
      },
      stream: (response) =>
        stream({ context, tenant: principal.tenant, id, position, gone: call.gone() }, response),
    };
  },
});
