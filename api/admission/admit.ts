import type { JobRequest } from '../../shared/contracts/job-request.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { assertAllowedUrl } from '../../shared/http/guarded-agent.ts';
import { addHop } from '../../shared/lifecycle/change-job.ts';
import { auditFields, decisionEntries } from '../../shared/policy/decision-entries.ts';
import type { Installation } from '../../shared/runtime/installation.ts';
import { admitJob, type NewJob } from '../../shared/stores/admit-job.ts';
import { readEndpoint } from '../../shared/stores/endpoints.ts';
import type { Principal } from '../http/route.ts';
import { checkRequest } from './check-request.ts';
import type { AdmissionContext } from './first-model.ts';
import { fingerprint } from './idempotency.ts';
import { recordDenial } from './record-denial.ts';

const DEFAULT_LIFETIME_S = 604_800;

/**
 * Admits a job: checks it, claims its idempotency key together with its record, and adds its first hop.
 * The hop comes second: should this process die in between, the reconciler adds it.
 * @param request its `id` is the one that its idempotency key stands for
 * @returns the job; undefined when an equal request has created it before
 * @throws AppError of the checks; `idempotency_key_reused`, `budget_exceeded`
 */
export async function admit(
  context: AdmissionContext,
  principal: Principal,
  request: {
    readonly id: string;
    readonly body: JobRequest;
    readonly raw: unknown;
    readonly traceId: string;
  },
): Promise<NewJob | undefined> {
  const { installation, log } = context;
  const { store } = installation;
  const { id, traceId } = request;
  const print = fingerprint(await store.tenantKeys(principal.tenant), request.raw);
  const job = await prepare(context, principal, request.body, { id, print, traceId }).catch(
    (error: unknown) => error,
  );
  if (!isNewJob(job)) {
    // What no longer passes the checks may have passed them when the key was first used.
    const held = await store.redis.hget(store.keys.job(principal.tenant, id), 'fingerprint');
    if (held === null) {
      await recordDenial(store, principal, job);
      throw job;
    }
    if (held !== print) throw reused();
    return undefined;
  }
  const { now } = await installation.queues.clocks.of(job.queue);
  const admission = await admitJob(store, job, now);
  if (admission === 'mismatch') throw reused();
  if (admission === 'replayed') return undefined;
  // The record is the promise, so the caller need not wait for the hop; the reconciler adds one that is lost.
  addHop(installation, { ...job, hop: 1 }, admission).catch((err: unknown) =>
    log.warn({ trace_id: traceId, job_id: id, err }, 'a hop could not be added; the reconciler adds it'),
  );
  return job;
}

function isNewJob(value: unknown): value is NewJob {
  return typeof value === 'object' && value !== null && 'fingerprint' in value;
}

function reused(): AppError {
  return new AppError(
    'idempotency_key_reused',
    'This Idempotency-Key was used with another body. Send a new key for a new job.',
  );
}

async function prepare(
  context: AdmissionContext,
  principal: Principal,
  body: JobRequest,
  facts: { readonly id: string; readonly print: string; readonly traceId: string },
): Promise<NewJob> {
  const { installation } = context;
  const createdAt = Date.now();
  const checked = checkRequest(context, principal, body, { id: facts.id, at: createdAt });
  const { task, modelName, queue, need, choice, decision } = checked;
  await checkWebhook(installation, principal.tenant, body);
  const lifetimeMs = 1_000 * (body.expires_in_seconds ?? DEFAULT_LIFETIME_S);
  const expiresAt = createdAt + lifetimeMs;
  return {
    worstCost: () => installation.worstCost({ ...task, model: modelName, expiresAt }, { ...body, choice }),
    tenant: principal.tenant,
    id: facts.id,
    fingerprint: facts.print,
    task: task.definition.name,
    taskVersion: task.taskVersion,
    promptVersion: task.promptVersion,
    routeVersion: task.routeVersion,
    policyVersion: task.policyVersion,
    decided: auditFields(decisionEntries(decision)),
    model: modelName,
    queue,
    priority: body.priority ?? 'standard',
    sensitivity: body.sensitivity ?? 'internal',
    tokens: Math.ceil(need.inputTokens + need.outputTokens),
    createdAt,
    expiresAt,
    traceId: facts.traceId,
    apiKeyId: principal.keyId,
    content: {
      input: body.input,
      model: body.model,
      parameters: body.parameters,
      subject: body.subject,
      metadata: body.metadata,
      webhook: body.webhook,
      choice,
      lifetimeMs,
      ...(principal.roles.length > 0 && { roles: principal.roles }),
    },
  };
}

async function checkWebhook(
  { store, config }: Installation,
  tenant: string,
  { webhook }: JobRequest,
): Promise<void> {
  if (!webhook) return;
  if ('url' in webhook) {
    assertAllowedUrl(webhook.url, config.ALLOW_PRIVATE_ADDRESSES);
    return;
  }
  const endpoint = await readEndpoint(store, tenant, webhook.endpoint_id);
  if (!endpoint || endpoint.url === undefined) {
    throw new AppError(
      'unknown_endpoint',
      `There is no webhook endpoint ${webhook.endpoint_id} with an address.`,
    );
  }
}
