import type { Parameters } from '../../shared/contracts/job-request.ts';
import { mostInputTokens, mostOfCalls } from '../../shared/cost/most-tokens.ts';
import { outputTokensFor, worstCostOf } from '../../shared/cost/price.ts';
import { priceAt } from '../../shared/cost/prices-in-force.ts';
import { openBranches } from '../../shared/stores/branches.ts';
import { type Message, ModelFailure } from '../models/model-port.ts';
import type { Run } from './stage.ts';

/** An answer that may be no longer is none; some interfaces take no less. */
const LEAST_OUTPUT_TOKENS = 16;

/**
 * The parameters of a call of which its route or policy says what it may cost: the answer is no longer than that leaves room
 * for.
 * @throws ModelFailure `too_expensive` where there is no room for an answer, or nobody can tell the model how much
 */
export function heldToCeiling(
  run: Pick<Run, 'task' | 'job' | 'model' | 'duties' | 'cost'>,
  messages: readonly Message[],
  parameters: Parameters,
): Parameters {
  const {
    task,
    model: { definition },
  } = run;
  const ceiling = ceilingOf(run);
  if (ceiling === undefined) return parameters;
  const price = priceAt(definition.price, Date.now());
  const input = mostInputTokens(task.definition, JSON.stringify(messages));
  const room = outputTokensFor(price, ceiling - worstCostOf(price, { input, output: 0 }));
  if (room === Number.POSITIVE_INFINITY) return parameters;
  const unheld = definition.unsupported_parameters.includes('max_output_tokens');
  const longest = unheld ? definition.capabilities.max_output_tokens : parameters.max_output_tokens;
  if (longest !== undefined && longest <= room) return parameters;
  if (unheld || room < LEAST_OUTPUT_TOKENS) throw tooExpensive(definition.name, ceiling);
  return { ...parameters, max_output_tokens: room };
}

/**
 * Makes sure that a call of another kind than chat keeps to what it may cost.
 * @throws ModelFailure `too_expensive`
 */
export function keepToCeiling(run: Bounded): void {
  const { task, job, model } = run;
  const [most] = mostOfCalls(task.definition, model.definition, '', job.input);
  keepBelowCeiling(run, most ? worstCostOf(priceAt(model.definition.price, Date.now()), most) : 0);
}

/**
 * Makes sure that a call does not cost more than it may.
 * @param worst what it costs at worst, in micro-USD
 * @throws ModelFailure `too_expensive`
 */
export function keepBelowCeiling(run: Bounded, worst: number): void {
  const ceiling = ceilingOf(run);
  if (ceiling !== undefined && worst > ceiling) throw tooExpensive(run.model.definition.name, ceiling);
}

type Bounded = Pick<Run, 'task' | 'job' | 'model' | 'duties' | 'cost'>;

/**
 * The least of what the route allows a call, and of what policy and the task have left for the job. A job that names its
 * model has no route.
 */
function ceilingOf({
  task,
  job,
  duties,
  cost,
}: Pick<Run, 'task' | 'job' | 'duties' | 'cost'>): number | undefined {
  const ofRoute = job.input.model === undefined ? task.route.max_cost_micro_usd : undefined;
  // Side calls that are made at once share what is left.
  const shares = Math.max(1, openBranches(job.record).length);
  const ofJob = [duties.maxCost, task.definition.max_cost_micro_usd].flatMap((most) =>
    most === undefined ? [] : [Math.max(0, Math.floor((most - cost) / shares))],
  );
  const ceilings = [...(ofRoute === undefined ? [] : [ofRoute]), ...ofJob];
  return ceilings.length === 0 ? undefined : Math.min(...ceilings);
}

function tooExpensive(model: string, ceiling: number): ModelFailure {
  const message = `A call of the model ${model} could cost more than the ${ceiling} micro-USD that it may.`;
  return new ModelFailure('too_expensive', message);
}
