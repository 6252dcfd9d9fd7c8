import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { announceEvents } from '../../../shared/lifecycle/announce-events.ts';
import { sweepDeliveries } from '../../../worker/maintenance/sweep-deliveries.ts';
import { simulatedModel } from '../../support/catalog.ts';
import { putBudget } from '../../support/cost/budgets.ts';
import { Receiver } from '../../support/receiver.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant, type Tenant } from '../../support/tenant.ts';

/** Output tokens, and so micro-USD, of the echo of this prompt. */
const PROMPT = 'x'.repeat(160);
const COST = 40;

const receiver = new Receiver();
let system: System;
let url: string;
let tenant: Tenant;

beforeAll(async () => {
  url = await receiver.start();
  const models = { 'sim-echo': simulatedModel({ price: { input: 0, output: 1_000_000 } }) };
  system = await startSystem({ redisUrl: inject('redisUrl'), workers: 2, catalog: { models } });
});
beforeEach(async () => {
  tenant = await newTenant(system.api);
});
afterAll(async () => {
  await system.stop();
  await receiver.stop();
});

/** Creates an endpoint. @returns its id, and the path at which its messages arrive */
async function endpoint(events: readonly string[]) {
  const path = `/${tenant.id}/${events.length}`;
  const { body } = await tenant.api.request<{ id: string; secret: string }>('POST', '/v1/webhook-endpoints', {
    ...{ url: `${url}${path}`, events },
  });
  return { ...body, path };
}

const chat = () => tenant.api.chat('sim-echo', PROMPT, { parameters: { max_output_tokens: COST } });

test('each threshold is told once in a period, to every endpoint that lists the event, and to no other', async () => {
  const listing = await endpoint(['budget.threshold']);
  const both = await endpoint(['job.completed', 'budget.threshold']);
  const silent = await endpoint([]);
  await putBudget(tenant.api, 'soft', 2 * COST, { mode: 'soft', thresholds: [50, 100, 120] });
  for (let i = 0; i < 5; i++) expect(await chat()).toMatchObject({ status: 'completed' });

  const at = ({ path }: { path: string }) => receiver.messages.filter((message) => message.path === path);
  await receiver.waitFor(6, ({ path }) => path.startsWith(`/${tenant.id}/`));
  const events = at(listing).map(({ body }) => body);
  expect(events.map(({ type }) => type)).toEqual(Array(3).fill('budget.threshold'));
  const told = events.map(({ data }) => data as unknown as Record<string, unknown>);
  expect(told.map(({ threshold_percent }) => threshold_percent).sort()).toEqual([100, 120, 50]);
  expect(told.find(({ threshold_percent }) => threshold_percent === 50)).toEqual({
    object: 'budget_threshold',
    budget: 'soft',
    scope: {},
    mode: 'soft',
    period: 'day',
    threshold_percent: 50,
    limit_micro_usd: 2 * COST,
    spent_micro_usd: COST,
    resets_at: expect.stringMatching(/T00:00:00.000Z$/),
  });
  expect(new Set(at(listing).map(({ id }) => id)).size).toBe(3);
  for (const message of at(listing)) receiver.verify(message, listing.secret);
  expect(at(both)).toHaveLength(3);
  expect(at(silent)).toEqual([]);

  type List = { data: { event: string; job_id: string | null; id: string }[] };
  const list = await tenant.api.get<List>(`/v1/webhook-endpoints/${listing.id}/deliveries`);
  expect(list.body.data).toHaveLength(3);
  for (const delivery of list.body.data) {
    expect(delivery).toMatchObject({ event: 'budget.threshold', job_id: null });
    expect((await tenant.api.get(`/v1/deliveries/${delivery.id}`)).status).toBe(200);
  }
});

test('an event whose process died before it was announced is announced later, and once however often', async () => {
  const { redis, keys } = system.installation.store;
  const { path } = await endpoint(['budget.threshold']);
  await putBudget(tenant.api, 'all', COST, { thresholds: [100] });
  expect(await chat()).toMatchObject({ status: 'completed' });
  const [first] = await receiver.waitFor(1, (message) => message.path === path);
  const stored = { at: '1', name: 'all', scope: 'tenant', kind: 'day', period: '2026-11-25', mode: 'hard' };
  const event = JSON.stringify({ ...stored, limit: '10', spent: '10', percent: '100' });
  await redis.hset(keys.tenantEvents(tenant.id), 'budget.9.2026-11-25.100', event);
  await Promise.all([1, 2, 3].map(() => announceEvents(system.installation, tenant.id)));
  const messages = await receiver.waitFor(2, (message) => message.path === path);
  expect(await redis.exists(keys.tenantEvents(tenant.id))).toBe(0);
  expect(messages.map(({ id }) => id)).toContain(first?.id);
  expect(new Set(messages.map(({ id }) => id)).size).toBe(2);
});

test('a limit that is lowered below what is spent tells so', async () => {
  const { path } = await endpoint(['budget.threshold']);
  await putBudget(tenant.api, 'all', 100 * COST, { thresholds: [100] });
  expect(await chat()).toMatchObject({ status: 'completed' });
  expect(receiver.messages.filter((message) => message.path === path)).toEqual([]);
  await putBudget(tenant.api, 'all', COST, { thresholds: [100] });
  await receiver.waitFor(1, (message) => message.path === path);
});

test('a delivery without a job goes when its retention ends, but not before it was made', async () => {
  const { store } = system.installation;
  const { redis, keys } = store;
  const { id } = await endpoint(['budget.threshold']);
  await putBudget(tenant.api, 'all', COST, { thresholds: [100] });
  await chat();
  const listed = () => redis.zrange(keys.tenantDeliveries(tenant.id), '0', '-1');
  await expect.poll(listed).toHaveLength(1);
  const [delivery = ''] = await listed();
  await expect.poll(() => redis.hget(keys.delivery(tenant.id, delivery), 'status')).toBe('delivered');
  expect(await sweepDeliveries(store, tenant.id, 10)).toEqual({ looked: 0, done: 0 });

  await redis.zadd(keys.tenantDeliveries(tenant.id), 1, delivery);
  await redis.hset(keys.delivery(tenant.id, delivery), 'status', 'pending');
  expect(await sweepDeliveries(store, tenant.id, 10)).toEqual({ looked: 1, done: 0 });
  await redis.hset(keys.delivery(tenant.id, delivery), 'status', 'delivered');
  await redis.zadd(keys.tenantDeliveries(tenant.id), 1, delivery);
  expect(await sweepDeliveries(store, tenant.id, 10)).toEqual({ looked: 1, done: 1 });
  const left = [keys.delivery(tenant.id, delivery), keys.deliveryMessage(tenant.id, delivery)];
  expect(await redis.exists(...left, keys.endpointDeliveries(tenant.id, id))).toBe(0);
});
