import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelQueue } from '../../../shared/queues/queue-names.ts';
import { answerCall, type CascadeSystem, startCascadeSystem } from '../../support/cascade-system.ts';
import { newTenant, type Tenant } from '../../support/tenant.ts';

const PATIENCE_MS = 120_000;
const MEMBERS = ['cheap-1', 'cheap-2'] as const;

let system: CascadeSystem;

beforeAll(async () => {
  const candidates = ['cheap-1', 'cheap-2', 'good'].map((model) => ({ model }));
  system = await startCascadeSystem({ plain: { agreement: 2, candidates } }, { plain: {} });
});
afterAll(() => system.stop());

const ask = async ({ api }: Tenant, prompt = 'hello') =>
  (await api.post({ task: 'plain', input: { prompt } })).body.id;

/** Waits until a job says that it waits for just this. */
const waitsFor = ({ api }: Tenant, id: string, reasons: readonly string[]) =>
  expect
    .poll(async () => (await api.get(`/v1/jobs/${id}`)).body.waiting_for, { timeout: 20_000 })
    .toEqual(reasons);

/** What the tenant has been served and promised on a queue, in virtual tokens. */
async function turnsOf({ id }: Tenant, queue: string): Promise<number> {
  const { redis, keys } = system.installation.store;
  return Number(await redis.hget(keys.turns(id), `${queue} standard`));
}

async function whilePaused(act: () => Promise<void>): Promise<void> {
  const queues = MEMBERS.map((model) => system.installation.queues.queue(modelQueue(model)));
  for (const queue of queues) await queue.pause();
  await act();
  for (const queue of queues) await queue.resume();
}

test(
  'a side call whose lock was lost ends nothing: whoever takes it over answers',
  async () => {
    const { redis } = system.installation.store;
    const tenant = await newTenant(system.api);
    const id = await ask(tenant);
    const [lost, other] = await system.calls(...MEMBERS);
    const queue = system.installation.queues.queue(modelQueue('cheap-1'));
    const [hop] = await queue.getActive();
    const lock = `${queue.toKey(hop?.id ?? '')}:lock`;
    await redis.set(lock, 'another worker', 'PX', 60_000);
    answerCall(other, 'same');
    await lost?.aborted;
    // That worker has died: the next one takes the hop.
    await redis.del(lock);
    await system.answer({ 'cheap-1': 'same' });
    expect(await tenant.api.finished(id)).toMatchObject({ status: 'completed', model: 'cheap-1' });
  },
  PATIENCE_MS,
);

test('a job says what its side calls wait for', async () => {
  const tenant = await newTenant(system.api);
  await whilePaused(async () => {
    const id = await ask(tenant);
    await waitsFor(tenant, id, ['side_calls', 'queue_paused']);
    await tenant.api.request('POST', `/v1/jobs/${id}/cancel`);
  });
  const other = (await tenant.api.post({ task: 'chat', model: 'cheap-1', input: { prompt: 'busy' } })).body
    .id;
  const [busy] = await system.calls('cheap-1');
  const id = await ask(tenant);
  await waitsFor(tenant, id, ['side_calls', 'model_concurrency']);
  answerCall(busy, 'done');
  const calls = await system.calls(...MEMBERS);
  await waitsFor(tenant, id, ['side_calls']);
  for (const call of calls) answerCall(call, 'same');
  for (const ended of [other, id]) expect((await tenant.api.finished(ended)).status).toBe('completed');
});

test('jobs that are cancelled while their side calls wait hold no place before others, and give back their turns', async () => {
  const { redis, keys } = system.installation.store;
  const tenant = await newTenant(system.api);
  const limit = (concurrency: number | null) =>
    system.api.request('PATCH', `/v1/tenants/${tenant.id}`, { limits: { concurrency } });
  await tenant.api.post({ task: 'chat', model: 'cheap-3', input: { prompt: 'hold' } });
  const [held] = await system.calls('cheap-3');
  const ids: string[] = [];
  await whilePaused(async () => {
    for (let i = 0; i < 3; i++) ids.push(await ask(tenant, `cancelled ${i}`));
    for (const id of ids) await waitsFor(tenant, id, ['side_calls', 'queue_paused']);
    await limit(1);
  });
  for (const id of ids) await waitsFor(tenant, id, ['side_calls', 'tenant_limit']);
  const waiting = () => redis.zcard(keys.waitingHops(tenant.id));
  await expect.poll(waiting).toBe(6);
  const [steps, member] = [await turnsOf(tenant, 'steps'), await turnsOf(tenant, modelQueue('cheap-1'))];
  for (const id of ids) await tenant.api.request('POST', `/v1/jobs/${id}/cancel`);
  expect(await waiting()).toBe(0);
  expect(await turnsOf(tenant, modelQueue('cheap-1'))).toBeLessThan(member);
  expect(await turnsOf(tenant, 'steps')).toBe(steps);
  answerCall(held, 'done');
  const next = (await tenant.api.post({ task: 'chat', model: 'sim-echo', input: { prompt: 'next' } })).body
    .id;
  expect((await tenant.api.finished(next)).status).toBe('completed');
});

test('side calls that run when limits are set count from then on', async () => {
  const tenant = await newTenant(system.api);
  const id = await ask(tenant);
  const calls = await system.calls(...MEMBERS);
  await system.api.request('PATCH', `/v1/tenants/${tenant.id}`, { limits: { concurrency: 1 } });
  const next = (await tenant.api.post({ task: 'chat', model: 'sim-echo', input: { prompt: 'next' } })).body
    .id;
  await waitsFor(tenant, next, ['tenant_limit']);
  for (const call of calls) answerCall(call, 'same');
  for (const ended of [id, next]) expect((await tenant.api.finished(ended)).status).toBe('completed');
});

test('a job that is cancelled after it has called, and waits again, has had its turn', async () => {
  const tenant = await newTenant(system.api);
  const body = { task: 'chat', model: 'best', input: { prompt: 'too many' } };
  const id = (await tenant.api.post(body)).body.id;
  const [call] = await system.calls('best');
  const promised = await turnsOf(tenant, modelQueue('best'));
  call?.fail(429, { 'retry-after': '60' });
  await waitsFor(tenant, id, ['model_rate']);
  await tenant.api.request('POST', `/v1/jobs/${id}/cancel`);
  expect(await turnsOf(tenant, modelQueue('best'))).toBe(promised);
});
