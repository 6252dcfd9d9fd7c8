import { createApiKey, listApiKeys, revokeApiKey } from './handlers/api-keys.ts';
import { cancelJob } from './handlers/cancel-job.ts';
import { createFeedback } from './handlers/create-feedback.ts';
import { createJob } from './handlers/create-job.ts';
import { deleteJob } from './handlers/delete-job.ts';
import { getJob } from './handlers/get-job.ts';
import { getTimeline } from './handlers/get-timeline.ts';
import { listAudit } from './handlers/list-audit.ts';
import { listJobs } from './handlers/list-jobs.ts';
import { retryJob } from './handlers/retry-job.ts';
import { streamEvents } from './handlers/stream-events.ts';
import { createTenant, listTenants } from './handlers/tenants.ts';
import type { AnyRoute } from './http/route.ts';

/** The whole API at a glance. */
export const routes: readonly AnyRoute[] = [
  createJob,
  listJobs,
  getJob,
  deleteJob,
  cancelJob,
  retryJob,
  streamEvents,
  getTimeline,
  createFeedback,

  createTenant,
  listTenants,
  createApiKey,
  listApiKeys,
  revokeApiKey,
  listAudit,
];
