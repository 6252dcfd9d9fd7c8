import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { DELIVERIES_QUEUE, MAINTENANCE_QUEUE, STEPS_QUEUE } from '../../shared/queues/queue-names.ts';
import type { Installation } from '../../shared/runtime/installation.ts';
import { countAlive } from '../../shared/runtime/worker-registry.ts';
import type { ApiContext } from '../context.ts';

const BUCKETS_S = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const STATES = ['prioritized', 'wait', 'active', 'delayed', 'failed'] as const;

/** The metrics of an api process: its requests, and the queues as Redis knows them. */
export interface Metrics {
  /** Times requests, by route rather than by address. */
  readonly observe: RequestHandler;
  /** In Prometheus' text format. */
  read(): Promise<{ readonly type: string; readonly text: string }>;
}

export function createMetrics({
  installation,
  changes,
}: Pick<ApiContext, 'installation' | 'changes'>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'ael_http_request_duration_seconds',
    help: 'Duration of HTTP requests.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_S,
    registers: [registry],
  });
  gaugeQueues(installation, registry);
  new Gauge({
    name: 'ael_waiting_requests',
    help: 'Requests that wait for a change of a job, streams of events included.',
    registers: [registry],
    collect() {
      this.set(changes.count);
    },
  });
  return {
    observe: (request, response, next) => {
      const start = performance.now();
      response.once('finish', () => {
        const route: unknown = request.route?.path;
        const labels = { method: request.method, route: typeof route === 'string' ? route : 'none' };
        const seconds = (performance.now() - start) / 1_000;
        requests.observe({ ...labels, status: String(response.statusCode) }, seconds);
      });
      next();
    },
    read: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}

function gaugeQueues(installation: Installation, registry: Registry): void {
  const names = () => [
    ...installation.catalog.models.map(({ queue }) => queue),
    ...[STEPS_QUEUE, DELIVERIES_QUEUE, MAINTENANCE_QUEUE],
  ];
  new Gauge({
    name: 'ael_queue_hops',
    help: 'Hops on a queue by state.',
    labelNames: ['queue', 'state'],
    registers: [registry],
    async collect() {
      await Promise.all(
        names().map(async (name) => {
          const counts = await installation.queues.queue(name).getJobCounts(...STATES);
          for (const state of STATES) this.set({ queue: name, state }, counts[state] ?? 0);
        }),
      );
    },
  });
  new Gauge({
    name: 'ael_workers_alive',
    help: 'Worker processes that have reported lately.',
    registers: [registry],
    async collect() {
      this.set(await countAlive(installation.store));
    },
  });
}
