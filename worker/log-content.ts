import type { Logger } from '../shared/telemetry/logger.ts';
import type { Ended } from './pipeline/run-pipeline.ts';
import type { Run } from './pipeline/stage.ts';

/** Logs what a job that ends was asked and has answered, as far as policy says: nothing, what models saw, or all. */
export function logContent(run: Run, { outcome }: Ended, log: Pick<Logger, 'info'>): void {
  const { duties, job, input, answer } = run;
  if (duties.logContent === 'none' || outcome.kind !== 'complete') return;
  const content =
    duties.logContent === 'full'
      ? { input: job.input.input, output: outcome.output.output }
      : { input, output: answer?.text };
  log.info({ trace_id: job.record.traceId, job_id: job.record.id, content }, 'content, as policy asks');
}
