import type { ModelDefinition } from '../../shared/catalog/definitions.ts';
import type { Parameters } from '../../shared/contracts/job-request.ts';
import { MOST_OUTPUT_TOKENS, mostOfCalls } from '../../shared/cost/most-tokens.ts';
import { costOf, type Units, worstCostOf } from '../../shared/cost/price.ts';
import { priceAt } from '../../shared/cost/prices-in-force.ts';
import type { SettledCall } from '../../shared/cost/settlement.ts';
import { memberOfBranch } from '../../shared/routing/members.ts';
import { openBranches } from '../../shared/stores/branches.ts';
import type { Usage } from '../../shared/stores/job-record.ts';
import { type SideCall, worstOfSideCall } from '../side-calls/side-call.ts';
import { askedEffect, branchEffect } from './branch-effect.ts';
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
  const needed =
    run.claim.branch === undefined
      ? worstOfCall(run, model.definition, at)
      : worstOfBranches(run, at, dependencies);
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

/** What all side calls cost at worst that the job may still have to pay for, made at a time, in micro-USD. */
function worstOfBranches(run: Run, at: number, { model }: StageDependencies): number {
  const { job, task, journal, claim } = run;
  const asked = journal.get<Readonly<Record<string, SideCall>>>(askedEffect(claim.hop));
  const costs = openBranches(job.record)
    .filter(({ branch }) => journal.get(branchEffect(job.record, branch)) === undefined)
    .map(({ branch }) => {
      const worded = asked?.[branch];
      const definition = model(worded?.model ?? memberOfBranch(task.route, branch) ?? '')?.definition;
      if (!definition) return 0;
      return worded ? worstOfSideCall(worded, definition, at) : worstOfCall(run, definition, at);
    });
  return costs.reduce((sum, cost) => sum + cost, 0);
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
