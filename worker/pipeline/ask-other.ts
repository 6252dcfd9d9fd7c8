import type { KindContracts, OtherKind } from '../../shared/catalog/kind-contracts.ts';
import { ModelFailure } from '../models/model-port.ts';
import { type Brought, makeCall } from './ask-model.ts';
import type { Billed } from './cover-call.ts';
import { keepToCeiling } from './held-to-ceiling.ts';
import { EXCHANGES, type KindExchange } from './kind-exchanges.ts';
import { CONTINUE, type Outcome, type Run, type StageDependencies } from './stage.ts';

/** The longest output that becomes a result, as JSON, in bytes. */
const LONGEST_OUTPUT = 8 * 1_024 ** 2;

/** An answer as it is journalled: as output. One that is too large is not kept, but was billed. */
interface Kept<K extends OtherKind> extends Billed {
  readonly output?: KindContracts[K]['output'];
}

/**
 * Asks the job's model, which is of another kind than chat, and leaves the output in the run.
 * @returns `continue` with an output, or what its absence means for the job
 */
export async function askOther<K extends OtherKind>(
  run: Run,
  kind: K,
  dependencies: StageDependencies,
): Promise<Outcome> {
  const made = await makeCall(run, dependencies, () => call(run, kind, dependencies));
  if (made.kind !== 'answered') return made;
  if (made.answer.output === undefined) return TOO_LARGE;
  run.output = made.answer.output;
  return CONTINUE;
}

const TOO_LARGE: Outcome = {
  kind: 'fail',
  error: { code: 'output_too_large', message: `The output has more than ${LONGEST_OUTPUT} bytes as JSON.` },
};

async function call<K extends OtherKind>(
  run: Run,
  kind: K,
  dependencies: StageDependencies,
): Promise<Brought<Kept<K>>> {
  const { job, signal } = run;
  const { model } = job.record;
  keepToCeiling(run);
  const port = dependencies.port(model, kind);
  if (!port) throw new ModelFailure('model_not_configured', `The model ${model} is not configured.`);
  const exchange: KindExchange<K> = EXCHANGES[kind];
  // The stage before has checked that it is one.
  const input = run.input as KindContracts[K]['input'];
  const answer = await port.call(exchange.request(input), signal);
  const output = exchange.output(answer);
  const fits = exchange.size(output) <= LONGEST_OUTPUT;
  return { answer: { usage: answer.usage, units: exchange.units?.(answer), ...(fits && { output }) } };
}
