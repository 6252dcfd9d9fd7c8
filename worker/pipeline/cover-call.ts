import type { Model } from '../../shared/catalog/catalog.ts';
import type { ModelDefinition } from '../../shared/catalog/definitions.ts';
import type { Parameters } from '../../shared/contracts/job-request.ts';
import { MOST_OUTPUT_TOKENS, mostOfCalls } from '../../shared/cost/most-tokens.ts';
import { costOf, type Units, worstCostOf } from '../../shared/cost/price.ts';
import { priceAt } from '../../shared/cost/prices-in-force.ts';
import type { SettledCall } from '../../shared/cost/settlement.ts';
import { memberOfBranch } from '../../shared/routing/members.ts';
import { openBranches } from '../../shared/stores/branches.ts';
import type { Usage } from '../../shared/stores/job-record.ts';
import { branchEffect } from './branch-effect.ts';
import { CONTINUE, type Outcome, type Run, type StageDependencies } from './stage.ts';

/**
 * Makes sure that what the job has reserved covers its next call, and with a side call all those beside it. It does,
 * unless an answer has cost more than it should have or the job has come to a dearer model: then more is reserved.
 * @param at when the call is made, in Unix ms
 * @returns `continue`, or that the job is refused because a budget has no room
 */
export async function coverCall(run: Run, at: number, dependencies: StageDependencies): Promise<Outcome> {
  const { job, model, reserved } = run;
  if (reserved === undefined) return CONTINUE;
  const models = run.claim.branch === undefined ? [model] : stillAsked(run, dependencies);
  const needed = models.reduce((sum, { definition }) => sum + worstOfCall(run, definition, at), 0);
  if (needed <= reserved) return CONTINUE;
  const refusal = await dependencies.reserveMore(job.record, needed);
  if (refusal === 'moved_on') return { kind: 'abandon' };
  if (refusal) return { kind: 'refuse', error: refusal };
  run.reserved = needed;
  return CONTINUE;
}

/** What the run's next call costs at worst, made of a model at a time, in micro-USD. */
function worstOfCall({ task, prompt, job, calls }: Run, model: ModelDefinition, at: number): number {
  const text = JSON.stringify(prompt ?? null);
  const most = mostOfCalls(task.definition, model, text, job.input);
  const tokens = most[calls - 1] ?? most.at(-1);
  return tokens ? worstCostOf(priceAt(model.price, at), tokens) : 0;
}

/** The models of all side calls that the job may still have to pay for. */
function stillAsked({ job: { record }, task, journal }: Run, { model }: StageDependencies): Model[] {
  return openBranches(record)
    .filter(({ branch }) => journal.get(branchEffect(record, branch)) === undefined)
    .flatMap(({ branch }) => model(memberOfBranch(task.route, branch) ?? '') ?? []);
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

/** An answer of the run's model as it is settled: at the price that was in force when it was asked. */
export function settledCall({ job, model }: Run, { usage, units }: Billed, at: number): SettledCall {
  const { name, price } = model.definition;
  const cost = costOf(priceAt(price, at), usage, units);
  return { model: job.record.model, family: model.family ? name : undefined, usage, cost };
}

/** Adds a settled answer to what the job has used, cost, and left of its reservation. */
export function countCall(run: Run, answer: Billed, at: number): void {
  const { usage, cost } = settledCall(run, answer, at);
  run.usage = {
    input: run.usage.input + usage.input,
    output: run.usage.output + usage.output,
    cached: run.usage.cached + usage.cached,
    reasoning: run.usage.reasoning + usage.reasoning,
  };
  run.cost += cost;
  if (run.reserved !== undefined) run.reserved = Math.max(0, run.reserved - cost);
}
