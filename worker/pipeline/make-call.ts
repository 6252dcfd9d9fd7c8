import { jitteredBackoff } from '../../shared/queues/retry-later.ts';
import type { Delta } from '../../shared/stores/deltas.ts';
import type { JobRecord } from '../../shared/stores/job-record.ts';
import { AttemptStopped } from '../attempts/attempt-stopped.ts';
import { ModelFailure } from '../models/model-port.ts';
import { type Billed, countCall, coverCall, settledCall } from './cover-call.ts';
import { policyOf } from './failure-policy.ts';
import type { Outcome, Run, StageDependencies } from './stage.ts';

/** How long a job waits beyond a breaker's time, in ms, the longer the more often it has begun. */
const BREAKER_BACKOFF = { base_ms: 100, max_ms: 10_000 };

/** A model's requests per minute count hops, so each makes one call; the next attempt replays the ones before. */
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
 * Makes a job's next model call once, under its reservation and its model's breaker, and journals and settles what
 * it brings. A call the journal knows is replayed, not made: the n-th call of a job is the same effect in every
 * attempt.
 * @returns the answer, or what its absence means for the job
 */
export async function makeCall<Answer extends Billed>(
  run: Run,
  dependencies: StageDependencies,
  call: () => Promise<Brought<Answer>>,
): Promise<Answered<Answer> | Outcome> {
  run.calls += 1;
  const effect = effectOf(run.job.record, run.calls);
  const known = run.journal.get<Answer>(effect);
  if (!known && run.called && run.model.definition.requests_per_minute !== undefined) return NEXT_TURN;
  if (known) {
    // It was billed when it was journalled.
    run.timer.start('model_call')('replayed', { details: { call: run.calls } });
    return { kind: 'answered', answer: known };
  }
  const covered = await coverCall(run, dependencies);
  if (covered.kind !== 'continue') return covered;
  const pass = await dependencies.breakers.pass(run.job.record.model);
  if (!pass) return breakerOpen(run, dependencies);
  const stop = run.timer.start('model_call');
  run.called = true;
  run.pass = pass;
  try {
    const brought = await call();
    const settled = { ...settledCall(run, brought.answer), lastDelta: brought.unsent };
    const answer = await run.journal.put(effect, brought.answer, settled);
    if (!answer) return { kind: 'abandon' };
    countCall(run, answer);
    const { input, output } = answer.usage;
    stop('answered', {
      details: { model: run.job.record.model, input_tokens: input, output_tokens: output },
    });
    return { kind: 'answered', answer, brought };
  } catch (error) {
    if (!(error instanceof ModelFailure)) {
      pass.end('none');
      if (error instanceof AttemptStopped) stop('aborted', { code: error.reason });
      throw error;
    }
    stop('failed', { code: error.code, details: { model: run.job.record.model } });
    const failed = policyOf(error.code)?.call ?? 'none';
    pass.end(failed, error.code === 'model_rate_limited' ? error.retryAfterMs : undefined);
    // A probe fails on behalf of all: its job waits on as if it had not been called.
    return pass.probe && failed !== 'none' ? breakerOpen(run, dependencies) : outcomeOf(error);
  }
}

/**
 * The n-th call that a job makes of a model, the same in every attempt. What the model before has answered is
 * not the next one's answer; a job that comes back finds what it was answered then.
 */
function effectOf({ redrives, model, firstModel = model }: JobRecord, call: number): string {
  return model === firstModel ? `model.${redrives}.${call}` : `model.${redrives}.${model}.${call}`;
}

/** Waits until the model may be called again, and then a little, so that not all come back at once. */
function breakerOpen({ job, claim }: Run, { breakers }: StageDependencies): Outcome {
  const openMs = (breakers.openUntil(job.record.model) ?? 0) - Date.now();
  const afterMs = Math.max(0, openMs) + jitteredBackoff(claim.attempt, BREAKER_BACKOFF);
  return { kind: 'snooze', code: 'breaker_open', afterMs };
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
      return { kind: 'fail', error: { code, message } };
    default:
      return { kind: 'retry', error: { code, message }, afterMs: retryAfterMs };
  }
}
