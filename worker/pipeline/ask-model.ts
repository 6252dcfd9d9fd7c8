import { supportedOf } from '../../shared/catalog/model-abilities.ts';
import { parametersOf } from '../../shared/catalog/parameter-bounds.ts';
import type { Delta } from '../../shared/stores/deltas.ts';
import { AttemptStopped } from '../attempts/attempt-stopped.ts';
import { isHeldBack } from '../guardrails/guardrails-of.ts';
import { type Message, type ModelAnswer, ModelFailure, type ModelRequest } from '../models/model-port.ts';
import { tokensOfSideCall } from '../side-calls/side-call.ts';
import { barredFrom } from './barred-from.ts';
import { branchEffect } from './branch-effect.ts';
import { type Billed, boundsOf, countCall, coverCall, settledCall } from './cover-call.ts';
import { policyOf } from './failure-policy.ts';
import { heldToCeiling } from './held-to-ceiling.ts';
import { needOf } from './route-facts-of-run.ts';
import { CONTINUE, type Outcome, type Run, type StageDependencies } from './stage.ts';
import { GATHER_MS, restream, streamDeltas } from './stream-deltas.ts';
import { openVault, withVault } from './vault.ts';
import { waitForBreaker } from './wait-for-breaker.ts';
import { wantedSchema } from './wanted-schema.ts';

/** A tenant's minute counts attempts, so each makes one call; the next attempt replays the ones before. */
const NEXT_TURN: Outcome = { kind: 'snooze', code: 'reask', afterMs: 0 };

/** What a call has brought: its answer, and what of it was streamed but not written yet. */
export interface Brought<Answer> {
  readonly answer: Answer;
  readonly unsent?: Delta;
}

/** The answer that counts. It is not the one that this attempt was brought where another came first. */
interface Answered<Answer> {
  readonly kind: 'answered';
  readonly answer: Answer;
  /** Absent where the journal knew the answer. */
  readonly brought?: Brought<Answer>;
}

/**
 * Asks the job's model for chat once and leaves the answer in the run.
 * @returns `continue` with an answer, or what its absence means for the job
 */
export async function askModel(
  run: Run,
  messages: readonly Message[],
  dependencies: StageDependencies,
  parameters: ModelRequest['parameters'] = {},
): Promise<Outcome> {
  const made = await makeCall(run, dependencies, () => call(run, messages, parameters, dependencies));
  if (made.kind !== 'answered') return made;
  const { answer: counts, brought } = made;
  run.answer = counts;
  // An attempt before this one has been answered too, and first: its words are the output.
  if (brought?.unsent && counts.text !== brought.answer.text)
    await restream(run, run.restorer.text(counts.text), dependencies);
  return CONTINUE;
}

/**
 * Makes a job's next call of its model, of whatever kind, and journals and settles what it brings. A call the journal
 * knows is replayed, not made: the n-th call of a job is the same effect in every attempt.
 * @returns the answer, or what its absence means for the job
 */
export async function makeCall<Answer extends Billed>(
  run: Run,
  dependencies: StageDependencies,
  bring: () => Promise<Brought<Answer>>,
): Promise<Answered<Answer> | Outcome> {
  run.calls += 1;
  const effect = effectOf(run, run.calls);
  const known = run.journal.get<Answer>(effect);
  if (!known && run.called && run.job.record.countedIn) return NEXT_TURN;
  if (known) {
    openVault(run, known);
    // It was billed when it was journalled.
    run.timer.start('model_call')('replayed', { details: { call: run.calls } });
    return { kind: 'answered', answer: known };
  }
  const elsewhere = ownQueue(run);
  if (elsewhere) return elsewhere;
  const barred = barredFrom(run, dependencies);
  if (barred) return barred;
  const at = Date.now();
  const covered = await coverCall(run, at, dependencies);
  if (covered.kind !== 'continue') return covered;
  const reserved = await dependencies.reserveMinute(run.model, () => tokensOf(run));
  // The whole queue rests: were others let through that need less, this one might never be.
  if ('restMs' in reserved)
    return { kind: 'snooze', code: 'model_rate', afterMs: reserved.restMs, slowQueue: true };
  const pass = await dependencies.breakers.pass(run.job.record.model);
  if (!pass) {
    reserved.giveBack();
    return waitForBreaker(run, dependencies);
  }
  const stop = run.timer.start('model_call');
  run.called = true;
  run.beginTurn();
  run.pass = pass;
  try {
    const brought = await bring();
    const { answer, unsent } = brought;
    reserved.settle(answer.usage.input + answer.usage.output);
    const counts = await run.journal.put(effect, withVault(run, answer), {
      ...settledCall(run, answer, at),
      lastDelta: unsent,
    });
    if (!counts) return { kind: 'abandon' };
    openVault(run, counts);
    countCall(run, counts, at);
    const { input, output } = counts.usage;
    stop('answered', {
      details: { model: run.job.record.model, input_tokens: input, output_tokens: output },
    });
    return { kind: 'answered', answer: counts, brought };
  } catch (error) {
    // Whatever it was, the provider may have counted it.
    reserved.settle();
    if (!(error instanceof ModelFailure)) {
      pass.end('none');
      if (error instanceof AttemptStopped) stop('aborted', { code: error.reason });
      throw error;
    }
    stop('failed', { code: error.code, details: { model: run.job.record.model } });
    const failed = policyOf(error.code)?.call ?? 'none';
    pass.end(failed, error.code === 'model_rate_limited' ? error.retryAfterMs : undefined);
    run.failedProbe = pass.probe && failed !== 'none';
    // A probe fails on behalf of all: its job waits on as if it had not been called.
    return run.failedProbe ? waitForBreaker(run, dependencies) : outcomeOf(error);
  }
}

/** No model is ever called under the limits of another, or of none. */
function ownQueue({ claim, job: { record }, model }: Run): Outcome | undefined {
  if (claim.branch !== undefined || record.queue === model.queue) return undefined;
  const { model: name, failedModels: failed } = record;
  return { kind: 'reroute', code: 'own_queue', model: name, queue: model.queue, failed, waits: false };
}

/** Common English has so many bytes a token. */
const BYTES_PER_TOKEN = 4;

/** What a call is taken to need until it has told, in tokens. */
function tokensOf(run: Run): number {
  if (run.asked) {
    const { input, output } = tokensOfSideCall(run.asked);
    return Math.ceil(input / BYTES_PER_TOKEN) + output;
  }
  const { inputTokens, outputTokens } = needOf(run);
  return Math.ceil(inputTokens + outputTokens);
}

/**
 * The n-th call that a job makes of a model, the same in every attempt. What the model before has answered is
 * not the next one's answer; a job that comes back finds what it was answered then.
 */
function effectOf({ claim, job: { record } }: Run, call: number): string {
  if (claim.branch !== undefined) return branchEffect(record, claim.branch);
  const { redrives, model, firstModel = model } = record;
  return model === firstModel ? `model.${redrives}.${call}` : `model.${redrives}.${model}.${call}`;
}

/** Whether the job's present model has answered it before. */
export function hasAnswered(run: Run): boolean {
  return run.journal.get(effectOf(run, 1)) !== undefined;
}

async function call(
  run: Run,
  messages: readonly Message[],
  parameters: ModelRequest['parameters'],
  dependencies: StageDependencies,
): Promise<Brought<ModelAnswer>> {
  const { task, job, signal, claim } = run;
  const { definition, checkOutput } = task;
  const port = dependencies.port(job.record.model, 'chat');
  if (!port)
    throw new ModelFailure('model_not_configured', `The model ${job.record.model} is not configured.`);
  const wantsProbability =
    run.model.definition.capabilities.logprobs &&
    definition.confidence?.signals.includes('log_probabilities');
  const request: ModelRequest = {
    messages,
    parameters: supportedOf(
      run.model.definition,
      heldToCeiling(run, messages, {
        ...boundsOf(run),
        ...parametersOf(definition, job.input.parameters),
        ...parameters,
      }),
    ),
    ...wantedSchema(task),
    ...(wantsProbability && { logprobs: true }),
  };
  const streams = definition.stream && !checkOutput && claim.branch === undefined && !isHeldBack(definition);
  if (!streams) return { answer: await port.call(request, signal) };
  // Whoever has heard an earlier try must discard it, once there is something else to hear.
  let fresh = claim.attempt === 1 && claim.hop === 1;
  const startAgain = async () => {
    if (!fresh) await dependencies.appendDelta(run, { type: 'reset' });
    fresh = true;
  };
  if (port.answersWithin(GATHER_MS)) {
    // Its deltas would all be gathered into one: the same is cheaper without a stream. Nor need that one be
    // written where none was before: who follows is told the text of a result that was not streamed.
    const answer = await port.call(request, signal);
    if (fresh) return { answer };
    await startAgain();
    return { answer, unsent: { type: 'delta', text: run.restorer.text(answer.text) } };
  }
  const appendDelta = async (owner: Pick<Run, 'claim' | 'job'>, delta: Delta) => {
    await startAgain();
    return dependencies.appendDelta(owner, delta);
  };
  const deltas = streamDeltas(run, { appendDelta });
  try {
    const restoring = run.restorer.stream();
    const onText = (piece: string) => deltas.write(restoring.write(piece));
    const answer = await port.call({ ...request, onText }, signal);
    deltas.write(restoring.end());
    // The rest is written together with the journal's entry: a fast answer costs no write of its own.
    const text = await deltas.end();
    await startAgain();
    return text === '' ? { answer } : { answer, unsent: { type: 'delta', text } };
  } catch (error) {
    await deltas.end();
    throw error;
  }
}

function outcomeOf({ code, message, retryAfterMs }: ModelFailure): Outcome {
  switch (code) {
    case 'content_filtered':
      return { kind: 'refuse', error: { code, message } };
    case 'model_rate_limited':
      return { kind: 'snooze', code, afterMs: retryAfterMs ?? 0, slowQueue: true };
    case 'model_rejected':
    case 'model_auth':
    case 'model_quota_exhausted':
    case 'model_not_configured':
    case 'too_expensive':
      return { kind: 'fail', error: { code, message } };
    default:
      return { kind: 'retry', error: { code, message }, afterMs: retryAfterMs };
  }
}
