import { z } from 'zod';

const hopSchema = z.object({ tenant: z.string(), job_id: z.string() });

/** The page of the job that a hop's data names; the dashboard's start for work that belongs to no job. */
export function timelinePath(hopData: unknown): string {
  const hop = hopSchema.safeParse(hopData);
  if (!hop.success) return '/';
  return `/timeline/${encodeURIComponent(hop.data.tenant)}/${encodeURIComponent(hop.data.job_id)}`;
}
