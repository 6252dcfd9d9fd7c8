import type { Job, Worker } from 'bullmq';
import { DELIVERY_SCHEDULE_SECONDS } from '../shared/contracts/webhook-events.ts';
import { reserveMore } from '../shared/cost/reserve-more.ts';
import { ExpressionEvaluator } from '../shared/expressions/expression-evaluator.ts';
import { reserveModelMinute } from '../shared/limits/model-minute.ts';
import { restQueue } from '../shared/limits/rest-queue.ts';
import { decide } from '../shared/policy/decide.ts';
import { countShadow } from '../shared/policy/shadow-tally.ts';
import { DELIVERIES_QUEUE, MAINTENANCE_QUEUE, STEPS_QUEUE } from '../shared/queues/queue-names.ts';
import { Breakers } from '../shared/resilience/breakers.ts';
import { ModelLatencies } from '../shared/resilience/model-latencies.ts';
import { atMost } from '../shared/runtime/at-most.ts';
import type { Installation } from '../shared/runtime/installation.ts';
import type { Service } from '../shared/runtime/process-lifecycle.ts';
import { reportAlive } from '../shared/runtime/worker-registry.ts';
import { appendDelta } from '../shared/stores/deltas.ts';
import { createTenantClassesReader } from '../shared/stores/tenant-data-classes.ts';
import type { Logger } from '../shared/telemetry/logger.ts';
import { RunningAttempts } from './attempts/running-attempts.ts';
import { createDeliveries, DELIVERIES_AT_ONCE } from './delivery/create-deliveries.ts';
import { keepSettings } from './keep-settings.ts';
import { FileRewriter } from './maintenance/rewrite-file.ts';
import { runMaintenance } from './maintenance/run-maintenance.ts';
import { ModelRegistry } from './models/model-registry.ts';
import type { ProcessDependencies } from './open-run.ts';
import { processJob } from './process-job.ts';
import { QueueWorkers } from './queue-workers.ts';
import { compileTenantClasses } from './redaction/compile-tenant-classes.ts';
import { findSensitive } from './redaction/find-sensitive.ts';
import { type QueueSpec, setModelLimits, startWorkerOf } from './start-queues.ts';
import { ClockKeeper } from './turns/clock-keeper.ts';
import { watchWorkers } from './watch-workers.ts';

/** Steps need no model, so only this process bounds them. */
const STEPS_AT_ONCE = 50;
/** Times a step is tried that an error on our side broke off. */
const STEP_ATTEMPTS = 5;
/** After the drain's time, what is left is aborted and gets this long to give its hops back, in ms. */
const GIVE_BACK_MS = 3_000;
/** How often models are looked for that could not be taken up, in ms. */
const FOLLOW_MS = 10_000;
/** What is closed in the end gets this long, in ms. */
const FAREWELL_MS = 2_000;

/**
 * Starts a worker process: one BullMQ worker for each configured model's queue, one for steps, one for deliveries, one
 * for maintenance. Stopping takes no new hops, lets running ones end for `DRAIN_SECONDS`, gives back the rest.
 */
export async function startWorker(
  installation: Installation,
  log: Logger,
  afterStage?: ProcessDependencies['afterStage'],
): Promise<Service> {
  const { config, catalog, store, queues } = installation;
  const models = new ModelRegistry(catalog, config, (queue, ms) => {
    restQueue(store, queue, ms).catch(() => {});
  });
  const attempts = new RunningAttempts(store);
  await attempts.hearStops(installation.connect('subscriber', 'worker-aborts'));
  const breakers = new Breakers({
    store,
    subscriber: installation.connect('subscriber', 'worker-breakers'),
    find: (model) => catalog.model(model),
    onChange: (model, state) => log.warn({ model, state }, 'a breaker has changed'),
  });
  await breakers.listen();
  // Its tables take a tenth of a second, which no job is to wait for.
  findSensitive('');
  const expressions = new ExpressionEvaluator();
  const latencies = new ModelLatencies(store.redis, store.keys, () => models.latencies());
  const deliveries = createDeliveries(installation, log);
  const lifecycle = { ...installation, deliver: deliveries.deliver };
  const tenantClasses = createTenantClassesReader(store.redis, store.keys);
  const clocks = new ClockKeeper({ store, queues, log });
  const dependencies: ProcessDependencies = {
    lifecycle,
    catalog,
    refreshCatalog: () => installation.refreshCatalog(),
    attempts,
    clocks,
    log,
    afterStage,
    stages: {
      port: (model, kind) => models.port(model, kind),
      reserveMore: (job, needed) => reserveMore(store, job, needed),
      wake: (hops) => queues.wake(hops),
      reserveMinute: (model, tokens) => reserveModelMinute(store, model, tokens),
      model: (name) => catalog.model(name),
      decide: ({ task }, request) => decide(catalog, task, request),
      countShadow: ({ job: { record } }, decision) => {
        countShadow(store, decision, record.id).catch((err: unknown) =>
          log.warn({ trace_id: record.traceId, err }, 'a decision in the shadow was not counted'),
        );
      },
      evaluate: (expression, input) => expressions.evaluate(expression, input),
      canarySecret: async (tenant) => (await store.tenantKeys(tenant)).digest('canary', tenant),
      redactionKeys: async (tenant) => (await store.tenantKeys(tenant)).redaction,
      tenantClasses: async (tenant) => compileTenantClasses(await tenantClasses(tenant)),
      breakers,
      latencies,
      appendDelta: ({ claim, job }, delta) => appendDelta(store, claim, job.box, delta),
      brokeOff: ({ job: { record } }, stage, err) =>
        log.error({ trace_id: record.traceId, job_id: record.id, stage, err }, 'an attempt broke off'),
    },
  };
  const configured = () => catalog.models.filter((model) => models.isConfigured(model));
  const stopKeeping = await keepSettings(queues, configured);
  const run = (hop: Job, token: string) => processJob(dependencies, hop, token);
  const rewriter = new FileRewriter();
  const fixed: QueueSpec[] = [
    { queue: STEPS_QUEUE, concurrency: STEPS_AT_ONCE, attempts: STEP_ATTEMPTS, run },
    {
      queue: DELIVERIES_QUEUE,
      concurrency: DELIVERIES_AT_ONCE,
      attempts: DELIVERY_SCHEDULE_SECONDS.length,
      run: deliveries.run,
    },
    {
      queue: MAINTENANCE_QUEUE,
      concurrency: 1,
      attempts: 1,
      run: (hop) => runMaintenance(lifecycle, hop.name, log, rewriter),
    },
  ];
  const parts = { redis: store.redis, keys: store.keys, attempts, log };
  const workers = new QueueWorkers({
    fixed,
    models: configured,
    specOf: ({ queue, definition }) => ({
      queue,
      concurrency: definition.concurrency,
      attempts: definition.retry.attempts,
      run,
    }),
    setLimits: (model) => setModelLimits(queues, model),
    start: (spec) => startWorkerOf(parts, spec),
  });
  await workers.followCatalog();
  await Promise.all(workers.running.map((worker) => worker.waitUntilReady()));
  const follow = () => {
    workers.followCatalog().catch((err: unknown) => log.error({ err }, 'a model could not be taken up'));
  };
  const stopFollowing = catalog.onChange(follow);
  // What could not be taken up when it came is taken up later.
  const followAgain = setInterval(follow, FOLLOW_MS);
  const stopWatching = watchWorkers({ installation, log, workers });
  const stopReporting = await reportAlive(store);
  log.info({ queues: workers.specs.map(({ queue }) => queue) }, 'worker takes hops');
  return {
    stop: async () => {
      stopFollowing();
      clearInterval(followAgain);
      stopWatching();
      stopKeeping();
      await drain(workers.running, deliveries.idle, attempts, 1_000 * config.DRAIN_SECONDS);
      attempts.close();
      await expressions.close();
      latencies.close();
      // With Redis away none of this would come to an end; nothing is lost where it does not.
      await atMost(
        FAREWELL_MS,
        Promise.all([
          ...[stopReporting(), deliveries.close(), models.close()],
          ...[breakers.close(), clocks.close()],
        ]),
      );
      await atMost(FAREWELL_MS, installation.close());
    },
  };
}

/**
 * Takes no more hops and waits for the running ones, and for the messages that they have sent off; when time is
 * up, stops them so that they go back.
 */
async function drain(
  workers: readonly Worker[],
  messagesSent: () => Promise<void>,
  attempts: RunningAttempts,
  patienceMs: number,
): Promise<void> {
  const giveBack = setTimeout(() => attempts.stopAll('drained'), patienceMs);
  const ended = Promise.all(workers.map((worker) => worker.close())).then(messagesSent);
  await atMost(patienceMs + GIVE_BACK_MS, ended);
  clearTimeout(giveBack);
}
