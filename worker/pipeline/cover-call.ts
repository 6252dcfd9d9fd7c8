import type { Parameters } from '../../shared/contracts/job-request.ts';
import { MOST_OUTPUT_TOKENS, mostOfCalls } from '../../shared/cost/most-tokens.ts';
import { costOf, type Units, worstCostOf } from '../../shared/cost/price.ts';
import type { SettledCall } from '../../shared/cost/settlement.ts';
import type { Usage } from '../../shared/stores/job-record.ts';
import { CONTINUE, type Outcome, type Run, type StageDependencies } from './stage.ts';

/**
 * Makes sure that what the job has reserved covers its next call. It does, unless an answer has cost more than it
 * should have or the job has come to a dearer model: then more is reserved.
 * @returns `continue`, or that the job is refused because a budget has no room
 */
export async function coverCall(run: Run, { reserveMore }: StageDependencies): Promise<Outcome> {
  const { task, model, job, prompt, calls, reserved } = run;
  if (reserved === undefined) return CONTINUE;
  const most = mostOfCalls(task.definition, model.definition, JSON.stringify(prompt ?? null), job.input);
  const tokens = most[calls - 1] ?? most.at(-1);
  const needed = tokens ? worstCostOf(model.definition.price, tokens) : 0;
  if (needed <= reserved) return CONTINUE;
  const refusal = await reserveMore(job.record, needed);
  if (refusal === 'moved_on') return { kind: 'abandon' };
  if (refusal) return { kind: 'refuse', error: refusal };
  run.reserved = needed;
  return CONTINUE;
}

/** What every call of a job under a budget is held to where nothing else bounds it: its worst case must hold. */
export function boundsOf({ reserved }: Run): Parameters {
  return reserved === undefined ? {} : { max_output_tokens: MOST_OUTPUT_TOKENS };
}

/** What of an answer is billed. */
export interface Billed {
  readonly usage: Usage;
  readonly units?: Units;
}

/** An answer of the run's model as it is settled. */
export function settledCall({ job, model }: Run, { usage, units }: Billed): SettledCall {
  return { model: job.record.model, usage, cost: costOf(model.definition.price, usage, units) };
}

/** Adds a settled answer to what the job has used, cost, and left of its reservation. */
export function countCall(run: Run, answer: Billed): void {
  const { usage, cost } = settledCall(run, answer);
  run.usage = {
    input: run.usage.input + usage.input,
    output: run.usage.output + usage.output,
    cached: run.usage.cached + usage.cached,
    reasoning: run.usage.reasoning + usage.reasoning,
  };
  run.cost += cost;
  if (run.reserved !== undefined) run.reserved = Math.max(0, run.reserved - cost);
}
