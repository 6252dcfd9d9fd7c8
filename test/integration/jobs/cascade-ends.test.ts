import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { modelQueue, STEPS_QUEUE } from '../../../shared/queues/queue-names.ts';
import { answerCall, type CascadeSystem, startCascadeSystem } from '../../support/cascade-system.ts';
import { putBudget, readBudget } from '../../support/cost/budgets.ts';
import { costOfLedger, readLedger } from '../../support/cost/ledger.ts';
import { openEvents } from '../../support/event-client.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { removeFault, setFault } from '../../support/simulator-calls.ts';
import { newTenant, type Tenant } from '../../support/tenant.ts';

const CALL = 15;
const GOOD_CALL = 150;
const input = { prompt: 'hello' };

let system: CascadeSystem;
let tenant: Tenant;

beforeAll(async () => {
  const flaky = ['cheap-1', 'cheap-2', 'flaky', 'sim-slow-5'].map((model) => ({ model }));
  const route = { agreement: 2, candidates: ['cheap-1', 'cheap-2', 'good'].map((model) => ({ model })) };
  system = await startCascadeSystem(
    { plain: route, streamed: route, cached: route, flaky: { agreement: 3, candidates: flaky } },
    { plain: {}, streamed: { stream: true }, cached: { cache: { ttl_seconds: 60 } }, flaky: {} },
  );
});
beforeEach(async () => {
  tenant = await newTenant(system.api);
});
afterAll(() => system.stop());

const enqueue = async (task: string, more: Record<string, unknown> = {}) =>
  (await tenant.api.post({ task, input, ...more })).body.id;

describe('while members are asked', () => {
  test('cancelling aborts all their calls, and nothing goes up', async () => {
    const id = await enqueue('plain');
    const calls = await system.calls('cheap-1', 'cheap-2');
    const { body } = await tenant.api.request('POST', `/v1/jobs/${id}/cancel`);
    expect(body).toMatchObject({ status: 'cancelled', cost_micro_usd: 0 });
    await Promise.all(calls.map((call) => call.aborted));
    const steps = system.installation.queues.queue(STEPS_QUEUE);
    expect(await steps.getJobState(`${id}-2`)).toBe('unknown');
    expect(await tenant.api.finished(id)).toMatchObject({ status: 'cancelled', attempts: 1 });
  });

  test('the end of the job’s time aborts them too', async () => {
    const id = await enqueue('plain', { expires_in_seconds: 3 });
    const calls = await system.calls('cheap-1', 'cheap-2');
    await Promise.all(calls.map((call) => call.aborted));
    expect(await tenant.api.finished(id)).toMatchObject({ status: 'expired', error: { code: 'expired' } });
  });

  test('each waits for its own model’s turn, and holds no other’s', async () => {
    const queue = system.installation.queues.queue(modelQueue('cheap-2'));
    await queue.pause();
    const id = await enqueue('plain');
    await system.answer({ 'cheap-1': 'same' });
    const attempts = async () => (await tenant.api.get(`/v1/jobs/${id}`)).body.attempts;
    await expect.poll(attempts, { timeout: 10_000 }).toBe(2);
    // What it waits for leaves its record as compact as that of any job.
    const { redis, keys } = system.installation.store;
    expect(await redis.object('ENCODING', keys.job(tenant.id, id))).toBe('listpack');
    // Its answer is in: the slot is free while the other still waits.
    const named = await enqueue('plain', { model: 'cheap-1' });
    await system.answer({ 'cheap-1': 'other' });
    expect(await tenant.api.finished(named)).toMatchObject({ result: { output: 'other' } });
    await queue.resume();
    await system.answer({ 'cheap-2': 'same' });
    expect(await tenant.api.finished(id)).toMatchObject({ model: 'cheap-1', attempts: 4 });
  });
});

test('a member that is out of order is not asked, the others may agree without it; later it is tried again', async () => {
  /** Lets two members of three agree on what the third would say. @returns how it ended, and what became of the third */
  const ask = async () => {
    const id = await system.enqueue('flaky');
    await system.answer({ 'cheap-1': 'hello', 'cheap-2': 'hello' });
    const { model, attempts, result } = await system.api.finished(id);
    const [, asked] = (await system.details(id, 'choose_model')) as Record<string, string>[];
    return { third: asked?.flaky, model, attempts, confidence: result?.confidence };
  };
  await setFault(system.simulator, { model: 'sim-echo', status: 503, count: 1_000 });
  expect(await ask()).toEqual({ third: 'asked', model: 'sim-slow-5', attempts: 6, confidence: 0.75 });
  // Workers tell each other a little later what a call has come to.
  await expect
    .poll(ask, { timeout: 15_000, interval: 10 })
    .toEqual({ third: 'breaker_open', model: 'cheap-1', attempts: 4, confidence: 1 });
  await removeFault(system.simulator, 'sim-echo');
  await expect
    .poll(ask, { timeout: 15_000, interval: 10 })
    .toEqual({ third: 'asked', model: 'cheap-1', attempts: 5, confidence: 1 });
});

describe('a budget', () => {
  const parameters = { max_output_tokens: 10 };

  test('covers all members and the way up, and is charged with what they cost', async () => {
    await putBudget(tenant.api, 'all', 1_000_000);
    const id = await enqueue('plain', { parameters });
    const calls = await system.calls('cheap-1', 'cheap-2');
    const { reserved_micro_usd: most } = await readBudget(tenant.api, 'all');
    for (const [i, call] of calls.entries()) answerCall(call, `answer ${i}`);
    const good = await system.models.good.next();
    const { reserved_micro_usd: left } = await readBudget(tenant.api, 'all');
    // The same prompt costs ten times as much above: of twelve parts, two were for the members.
    expect(left).toBe(most - 2 * CALL);
    expect(left).toBeGreaterThanOrEqual((10 * most) / 12);
    answerCall(good, 'the last word');
    const job = await tenant.api.finished(id);
    expect(job).toMatchObject({ status: 'completed', cost_micro_usd: 2 * CALL + GOOD_CALL });
    const spent = { spent_micro_usd: 2 * CALL + GOOD_CALL, reserved_micro_usd: 0 };
    expect(await readBudget(tenant.api, 'all')).toMatchObject(spent);
    const ledger = await readLedger(system.installation.store, tenant.id);
    expect(ledger.map(({ model }) => model).sort()).toEqual(['cheap-1', 'cheap-2', 'good']);
    expect(costOfLedger(ledger)).toBe(job.cost_micro_usd);

    await putBudget(tenant.api, 'all', job.cost_micro_usd + most - 1);
    const refused = await tenant.api.post({ task: 'plain', input, parameters });
    expectProblemAnswer(refused as never, 402, 'budget_exceeded');
    await putBudget(tenant.api, 'all', job.cost_micro_usd + most);
    const admitted = await enqueue('plain', { parameters });
    await system.answer({ 'cheap-1': 'same', 'cheap-2': 'same' });
    expect(await tenant.api.finished(admitted)).toMatchObject({ cost_micro_usd: 2 * CALL });
    expect(await readBudget(tenant.api, 'all')).toMatchObject({ reserved_micro_usd: 0 });
  });
});

describe('the cache', () => {
  test.each(['agree', 'do not agree'])('has one finder, also where members %s', async (how) => {
    const finder = await enqueue('cached');
    const calls = await system.calls('cheap-1', 'cheap-2');
    const waiter = await enqueue('cached');
    await expect
      .poll(async () => (await tenant.api.get(`/v1/jobs/${waiter}`)).body.waiting_for, { timeout: 10_000 })
      .toEqual(['equal_request']);
    const disagree = how === 'do not agree';
    answerCall(calls[0], 'one');
    answerCall(calls[1], disagree ? 'two' : 'one');
    if (disagree) await system.answer({ good: 'three' });
    const found = await tenant.api.finished(finder);
    expect(found.result).toMatchObject({ output: disagree ? 'three' : 'one', cached: false });
    expect(await tenant.api.finished(waiter)).toMatchObject({
      ...{ status: 'completed', cost_micro_usd: 0, result: { ...found.result, cached: true } },
    });
    const ledger = await readLedger(system.installation.store, tenant.id);
    expect(ledger.at(-1)).toMatchObject({ cost: 0, saved: String(found.cost_micro_usd) });
    expect(found.cost_micro_usd).toBe(2 * CALL + (disagree ? GOOD_CALL : 0));
  });
});

describe('whoever follows', () => {
  const heard = async (id: string) =>
    (await (await openEvents(tenant.api, id)).all()).map(({ event, data }) =>
      event === 'output.delta' ? data.text : event,
    );

  test('hears no member, but what they agree on at the end', async () => {
    const id = await enqueue('streamed');
    const told = heard(id);
    const calls = await system.calls('cheap-1', 'cheap-2');
    expect(calls.map(({ body }) => body.stream ?? false)).toEqual([false, false]);
    for (const call of calls) answerCall(call, 'agreed');
    expect(await told).toEqual([
      ...['job.queued', 'job.running', 'job.queued', 'job.running', 'agreed', 'job.completed'],
    ]);
  });

  test('hears the model above as it speaks', async () => {
    const id = await enqueue('streamed');
    await system.answer({ 'cheap-1': 'one', 'cheap-2': 'two' });
    const good = await system.models.good.next();
    expect(good.body.stream).toBe(true);
    good.write('three');
    const events = await openEvents(tenant.api, id);
    expect((await events.until('output.delta')).data.text).toBe('three');
    good.end();
    expect((await events.all()).at(-1)?.event).toBe('job.completed');
  });
});

test('a job that an operator retries asks anew', async () => {
  const id = await enqueue('streamed');
  await system.answer({ 'cheap-1': 'one', 'cheap-2': 'two' });
  (await system.models.good.next()).fail(400);
  expect(await tenant.api.finished(id)).toMatchObject({ status: 'failed', model: 'good' });
  const { body } = await tenant.api.request('POST', `/v1/jobs/${id}/retry`);
  expect(body).toMatchObject({ model: 'cheap-1' });
  await system.answer({ 'cheap-1': 'same', 'cheap-2': 'same' });
  expect(await tenant.api.finished(id)).toMatchObject({
    ...{ status: 'completed', model: 'cheap-1', result: { output: 'same', confidence: 1 } },
    cost_micro_usd: 4 * CALL,
  });
});
