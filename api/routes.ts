import { createApiKey, listApiKeys, revokeApiKey } from './handlers/api-keys.ts';
import { exportAudit } from './handlers/audit/export-audit.ts';
import { listAudit } from './handlers/audit/list-audit.ts';
import { verifyAudit } from './handlers/audit/verify-audit.ts';
import { cancelJob } from './handlers/cancel-job.ts';
import { deleteLabel } from './handlers/catalog/delete-label.ts';
import { getVersions } from './handlers/catalog/get-versions.ts';
import { listDefinitions } from './handlers/catalog/list-definitions.ts';
import { putDefinition } from './handlers/catalog/put-definition.ts';
import { putLabel } from './handlers/catalog/put-label.ts';
import { rollBack } from './handlers/catalog/roll-back.ts';
import { createEndpoint } from './handlers/create-endpoint.ts';
import { createFeedback } from './handlers/create-feedback.ts';
import { createJob } from './handlers/create-job.ts';
import { deleteBudget } from './handlers/delete-budget.ts';
import { deleteEndpoint } from './handlers/delete-endpoint.ts';
import { deleteJob } from './handlers/delete-job.ts';
import { getBudget } from './handlers/get-budget.ts';
import { getDelivery } from './handlers/get-delivery.ts';
import { getEndpoint } from './handlers/get-endpoint.ts';
import { getJob } from './handlers/get-job.ts';
import { getTimeline } from './handlers/get-timeline.ts';
import { getUsage } from './handlers/get-usage.ts';
import { createHold } from './handlers/holds/create-hold.ts';
import { deleteHold } from './handlers/holds/delete-hold.ts';
import { listHolds } from './handlers/holds/list-holds.ts';
import { listBudgets } from './handlers/list-budgets.ts';
import { listDeliveries } from './handlers/list-deliveries.ts';
import { listEndpoints } from './handlers/list-endpoints.ts';
import { listJobs } from './handlers/list-jobs.ts';
import { decideApproval } from './handlers/people/decide-approval.ts';
import { decideReview } from './handlers/people/decide-review.ts';
import { getApproval, getReview } from './handlers/people/get-waiting-job.ts';
import { listApprovals, listReviews } from './handlers/people/list-waiting-jobs.ts';
import { getShadow } from './handlers/policies/get-shadow.ts';
import { putBudget } from './handlers/put-budget.ts';
import { redeliver } from './handlers/redeliver.ts';
import { redeliverRange } from './handlers/redeliver-range.ts';
import { retryJob } from './handlers/retry-job.ts';
import { rotateSecret } from './handlers/rotate-secret.ts';
import { streamEvents } from './handlers/stream-events.ts';
import { deleteSubject } from './handlers/subjects/delete-subject.ts';
import { getSubject } from './handlers/subjects/get-subject.ts';
import { createTenant } from './handlers/tenants/create-tenant.ts';
import { getTenant } from './handlers/tenants/get-tenant.ts';
import { listTenants } from './handlers/tenants/list-tenants.ts';
import { rotateKey } from './handlers/tenants/rotate-key.ts';
import { updateTenant } from './handlers/tenants/update-tenant.ts';
import { updateEndpoint } from './handlers/update-endpoint.ts';
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

  listReviews,
  getReview,
  decideReview,
  listApprovals,
  getApproval,
  decideApproval,

  createEndpoint,
  listEndpoints,
  getEndpoint,
  updateEndpoint,
  deleteEndpoint,
  rotateSecret,
  listDeliveries,
  redeliverRange,
  getDelivery,
  redeliver,

  listDefinitions,
  getVersions,
  putDefinition,
  putLabel,
  deleteLabel,
  rollBack,

  getShadow,

  createHold,
  listHolds,
  deleteHold,

  getSubject,
  deleteSubject,

  putBudget,
  listBudgets,
  getBudget,
  deleteBudget,
  getUsage,

  createTenant,
  listTenants,
  getTenant,
  updateTenant,
  rotateKey,
  createApiKey,
  listApiKeys,
  revokeApiKey,
  listAudit,
  verifyAudit,
  exportAudit,
];
