import { beforeEach, describe, expect, test } from 'vitest';
import type { CompiledTask } from '../../../shared/catalog/catalog.ts';
import { modelSchema, taskSchema } from '../../../shared/catalog/definitions.ts';
import { allOf } from '../../../shared/policy/duties.ts';
import { routeSchema } from '../../../shared/routing/route.ts';
import { parseRecord } from '../../../shared/stores/job-record.ts';
import { fallBack } from '../../../worker/pipeline/fall-back.ts';
import type { Outcome, Run, StageDependencies } from '../../../worker/pipeline/stage.ts';
import { StageTimer } from '../../../worker/pipeline/stage-timer.ts';
import { simulatedModel } from '../../support/catalog.ts';
import { testBox } from '../../support/test-box.ts';

const MODELS = ['one', 'two', 'three'];
/** What the breakers allow; `no` means open. */
let allowed: Map<string, 'yes' | 'probe' | 'no'>;
let openUntil: Map<string, number>;

beforeEach(() => {
  allowed = new Map();
  openUntil = new Map();
});

const dependencies = {
  port: (name: string) => (MODELS.includes(name) ? { latencyMs: () => undefined } : undefined),
  model: (name: string) => ({
    queue: `model.${name}`,
    definition: modelSchema.parse({ name, ...simulatedModel() }),
  }),
  decide: () => ({ allowed: true }),
  latencies: { of: () => undefined },
  breakers: {
    openUntil: (name: string) => openUntil.get(name),
    allows: (name: string) => allowed.get(name) ?? 'yes',
    state: (name: string) => ({ yes: 'closed', probe: 'half_open', no: 'open' })[allowed.get(name) ?? 'yes'],
  },
} as unknown as StageDependencies;

/** A run of a job on a model. */
function runOn(model: string, more: { readonly failed?: string[]; readonly named?: boolean } = {}): Run {
  const hash = { status: 'running', model, priority: 'standard', sensitivity: 'internal' };
  const times = { expires_at: String(Date.now() + 60_000) };
  const failed: Record<string, string> = more.failed?.length ? { failed_models: more.failed.join(',') } : {};
  const record = parseRecord('default', 'job_1', { ...hash, ...times, ...failed });
  const definition = taskSchema.parse({
    ...{ name: 'test', description: '', models: MODELS, prompt: 'chat', input_schema: {} },
  });
  const route = routeSchema.parse({
    ...{ name: 'test', mode: 'ordered' },
    candidates: MODELS.map((candidate) => ({ model: candidate })),
  });
  const run: Partial<Run> = {
    job: {
      record: record ?? expect.fail('no record'),
      input: { input: 'hello', lifetimeMs: 1, ...(more.named ? { model } : {}) },
      journal: new Map(),
      box: testBox(),
    },
    task: { definition, route } as CompiledTask,
    ...{ duties: allOf([]), dataClasses: [], cost: 0 },
    timer: new StageTimer(),
  };
  return run as Run;
}

const failure = (code: string) => ({ code, message: 'It failed.' }) as { code: 'internal'; message: string };
const retry = (code: string): Outcome => ({ kind: 'retry', error: failure(code) });
const fail = (code: string): Outcome => ({ kind: 'fail', error: failure(code) });
const breakerOpen: Outcome = { kind: 'snooze', code: 'breaker_open', afterMs: 100 };
const limited = (afterMs: number): Outcome => ({
  ...{ kind: 'snooze', code: 'model_rate_limited', slowQueue: true },
  afterMs,
});

/** Where a job goes: its next model, or how it stays. */
function wayOf(outcome: Outcome, run = runOn('one'), attemptsLeft = true): string {
  const settled = fallBack(run, { outcome, stage: 'call_model' }, attemptsLeft, dependencies);
  expect(settled.stage).toBe('call_model');
  return settled.outcome.kind === 'reroute' ? settled.outcome.model : settled.outcome.kind;
}

describe('a failure that may pass', () => {
  test.each(['model_unavailable', 'model_timeout', 'model_bad_answer'])('%s', (code) => {
    expect(wayOf(retry(code))).toBe('retry');
    expect(wayOf(retry(code), runOn('one'), false)).toBe('two');
    // The failures of others have opened the breaker.
    allowed.set('one', 'no');
    expect(wayOf(retry(code))).toBe('two');
    for (const name of MODELS) allowed.set(name, 'no');
    expect(wayOf(retry(code))).toBe('retry');
    expect(wayOf(retry(code), runOn('one'), false)).toBe('two');
  });
});

test.each([
  'model_quota_exhausted',
  'model_auth',
  'model_not_configured',
  'model_rejected',
  'invalid_output',
  'output_too_large',
  'policy_denied',
])('%s: the next model at once', (code) => {
  expect(wayOf(fail(code))).toBe('two');
  expect(wayOf(fail(code), runOn('two', { failed: ['one'] }))).toBe('three');
  expect(wayOf(fail(code), runOn('three', { failed: ['one', 'two'] }))).toBe('fail');
});

test.each(['internal', 'output_truncated', 'prompt_failed', 'worker_lost'])(
  '%s: another model would not change it',
  (code) => {
    expect(wayOf(fail(code), runOn('one'), false)).toBe('fail');
    expect(wayOf(retry(code), runOn('one'), false)).toBe('retry');
  },
);

test('a limit: the next model at once, else it waits; the queue rests with it, but not for long', () => {
  expect(wayOf(limited(1_000), runOn('three', { failed: ['one', 'two'] }))).toBe('snooze');
  const rests = [1_000, 60_000].map((ms) => {
    const { outcome } = fallBack(
      runOn('one'),
      { outcome: limited(ms), stage: 'call_model' },
      true,
      dependencies,
    );
    return outcome.kind === 'reroute' ? [outcome.model, outcome.slowQueueMs] : outcome.kind;
  });
  expect(rests).toEqual([
    ['two', 1_000],
    ['two', undefined],
  ]);
});

describe('a breaker that is open', () => {
  test('is no failure of the job: it may come back', () => {
    allowed.set('one', 'no');
    const { outcome } = fallBack(
      runOn('one'),
      { outcome: breakerOpen, stage: 'call_model' },
      true,
      dependencies,
    );
    expect(outcome).toMatchObject({ kind: 'reroute', model: 'two', queue: 'model.two', failed: [] });
  });

  test('sends nobody to a model that must be tried first', () => {
    allowed.set('one', 'no').set('two', 'probe');
    expect(wayOf(breakerOpen)).toBe('three');
  });

  test('makes a job wait where it is when all others are open too or have failed', () => {
    for (const name of MODELS) allowed.set(name, 'no');
    expect(wayOf(breakerOpen)).toBe('snooze');
    expect(wayOf(breakerOpen, runOn('three', { failed: ['one', 'two'] }))).toBe('snooze');
    allowed.set('one', 'yes');
    expect(wayOf(breakerOpen, runOn('three', { failed: ['one', 'two'] }))).toBe('snooze');
  });

  test('is left to wait where a model may be tried, lest nobody does', () => {
    allowed.set('one', 'no').set('two', 'no').set('three', 'probe');
    expect(wayOf(breakerOpen)).toBe('three');
    expect(wayOf(breakerOpen, runOn('three'))).toBe('snooze');
    allowed.set('one', 'probe');
    expect(wayOf(breakerOpen, runOn('three'))).toBe('snooze');
    allowed.set('three', 'no');
    expect(wayOf(breakerOpen, runOn('three'))).toBe('one');
  });

  test('is waited for no longer than until another may be tried', () => {
    const now = Date.now();
    for (const [i, name] of MODELS.entries()) {
      allowed.set(name, 'no');
      openUntil.set(name, now + 120_000 - 20_000 * i);
    }
    const outcome: Outcome = { ...breakerOpen, afterMs: 120_500 };
    const waited = fallBack(runOn('one'), { outcome, stage: 'call_model' }, true, dependencies).outcome;
    expect(waited.kind === 'snooze' && Math.abs(waited.afterMs - 80_500)).toBeLessThan(100);
  });

  test('is waited for at the best of them by a job that has failed on its own', () => {
    for (const name of MODELS) allowed.set(name, 'no');
    expect(wayOf(fail('model_rejected'), runOn('two', { failed: [] }))).toBe('one');
    expect(wayOf(fail('model_rejected'), runOn('two', { failed: ['one'] }))).toBe('three');
  });
});

test('a job that named its model stays with it', () => {
  const named = runOn('one', { named: true });
  for (const outcome of [fail('model_auth'), retry('model_timeout'), breakerOpen, limited(10)]) {
    expect(wayOf(outcome, named, false)).toBe(outcome.kind);
  }
  expect(named.timer.entries).toEqual([]);
});

test('every choice stands in the timeline, with the reason for each candidate', () => {
  const run = runOn('two', { failed: ['one'] });
  wayOf(fail('model_auth'), run);
  expect(run.timer.entries).toEqual([
    expect.objectContaining({
      ...{ name: 'choose_model', verdict: 'rerouted', code: 'model_auth' },
      details: { one: 'failed_before', two: 'failed_before', three: 'chosen' },
    }),
  ]);
});
