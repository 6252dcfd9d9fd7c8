import { z } from 'zod';
import { parseHopId } from '../../shared/queues/queue-names.ts';

const deliveryHopSchema = z.object({
  data: z.object({ tenant: z.string(), delivery_id: z.string(), job_id: z.string() }),
});
const jobHopSchema = z.object({
  id: z.string(),
  data: z.object({ tenant: z.string(), delivery_id: z.never().optional() }),
});

/** The page of the job that a hop belongs to; the dashboard's start for work that belongs to no job. */
export function timelinePath(hop: unknown): string {
  const delivery = deliveryHopSchema.safeParse(hop);
  if (delivery.success) return path(delivery.data.data.tenant, delivery.data.data.job_id);
  const job = jobHopSchema.safeParse(hop);
  return job.success ? path(job.data.data.tenant, parseHopId(job.data.id).ownerId) : '/';
}

function path(tenant: string, job: string): string {
  return `/timeline/${encodeURIComponent(tenant)}/${encodeURIComponent(job)}`;
}
