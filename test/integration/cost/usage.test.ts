import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { JobObject } from '../../../shared/contracts/job-object.ts';
import { costOfLedger, readLedger } from '../../support/cost/ledger.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { dumpRedis, keysWith } from '../../support/redis-dump.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant, type Tenant, withKey } from '../../support/tenant.ts';

interface Sums {
  readonly calls: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cached_tokens: number;
  readonly reasoning_tokens: number;
  readonly cost_micro_usd: number;
}

interface UsageList {
  readonly object: string;
  readonly data: (Sums & { readonly group: string | null })[];
  readonly next_cursor: string | null;
  readonly from: string;
  readonly to: string;
  readonly totals: Sums;
}

const TODAY = new Date().toISOString().slice(0, 10);
let system: System;
let tenant: Tenant;
let key: Awaited<ReturnType<typeof withKey>>;
let jobs: JobObject[];

const usage = async (query: string, of = tenant) => (await of.api.get<UsageList>(`/v1/usage?${query}`)).body;

function sumsOf(some: readonly JobObject[]): Sums {
  const sum = (pick: (job: JobObject) => number) => some.reduce((total, job) => total + pick(job), 0);
  return {
    calls: some.length,
    input_tokens: sum((job) => job.usage.input_tokens),
    output_tokens: sum((job) => job.usage.output_tokens),
    cached_tokens: sum((job) => job.usage.cached_tokens),
    reasoning_tokens: sum((job) => job.usage.reasoning_tokens),
    cost_micro_usd: sum((job) => job.cost_micro_usd),
  };
}

/** Holds the groups of a list against the jobs of each. */
function expectGroups(list: UsageList, groupOf: (job: JobObject) => string | null): void {
  const expected = Map.groupBy(jobs, groupOf);
  expect(list.data).toHaveLength(expected.size);
  for (const { group, ...sums } of list.data) expect(sums).toMatchObject(sumsOf(expected.get(group) ?? []));
  expect(list.totals).toMatchObject(sumsOf(jobs));
}

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl'), workers: 2 });
  tenant = await newTenant(system.api);
  key = await withKey(tenant.api);
  const chat = (api = tenant.api, words = 1, metadata?: Record<string, string>, model = 'sim-echo') =>
    api.chat(model, 'some words to pay for '.repeat(words), { metadata });
  jobs = await Promise.all([
    chat(tenant.api, 1),
    chat(tenant.api, 40, { team: 'search', customer: 'acme' }),
    chat(key.api, 300, { team: 'search' }),
    chat(key.api, 7, { team: 'a team with spaces' }, 'sim-slow-5'),
    chat(key.api, 9, { team: '' }),
    tenant.api
      .post({ task: 'support-triage', input: { ticket: 'help' } }, { wait: 30 })
      .then(({ body }) => body),
  ]);
  expect(new Set(jobs.map(({ status }) => status))).toEqual(new Set(['completed']));
});
afterAll(() => system.stop());

test('usage is the sum of the jobs, by everything it can be grouped by', async () => {
  expectGroups(await usage('group_by=task'), ({ task }) => task);
  expectGroups(await usage('group_by=model'), ({ model }) => model);
  expectGroups(await usage('group_by=day'), () => TODAY);
  expectGroups(await usage('group_by=metadata.team'), ({ metadata }) => metadata.team ?? null);
  expectGroups(await usage('group_by=metadata.customer'), ({ metadata }) => metadata.customer ?? null);
  expectGroups(await usage('group_by=metadata.nothing'), () => null);
  const byKey = await usage('group_by=api_key');
  const mine = byKey.data.find(({ group }) => group === key.id);
  expect(mine).toMatchObject(sumsOf(jobs.slice(2, 5)));
  expect(byKey.data).toHaveLength(2);
});

test('the ledger has an entry for each call, whose sum is the same', async () => {
  const ledger = await readLedger(system.installation.store, tenant.id);
  expect(ledger).toHaveLength(jobs.length);
  expect(costOfLedger(ledger)).toBe(sumsOf(jobs).cost_micro_usd);
  const [first] = jobs;
  expect(ledger.find(({ job }) => job === first?.id)).toEqual({
    job: first?.id,
    task: 'chat',
    model: 'sim-echo',
    apiKey: expect.stringMatching(/^key_/),
    usage: `${first?.usage.input_tokens},${first?.usage.output_tokens},0,0`,
    cost: first?.cost_micro_usd,
    saved: '-',
  });
});

test('groups come dearest first, a page at a time', async () => {
  const all = await usage('group_by=metadata.team');
  const costs = all.data.map(({ cost_micro_usd }) => cost_micro_usd);
  expect(costs).toEqual(costs.toSorted((a, b) => b - a));
  const seen: unknown[] = [];
  for (let cursor = ''; ; ) {
    const page = await usage(`group_by=metadata.team&limit=1${cursor}`);
    expect(page.data).toHaveLength(1);
    expect(page.totals).toEqual(all.totals);
    seen.push(...page.data);
    if (page.next_cursor === null) break;
    cursor = `&cursor=${page.next_cursor}`;
  }
  expect(seen).toEqual(all.data);
});

test('a range is of whole days; a moment stands for its day, and midnight ends with the day before', async () => {
  const day = (offset: number) => new Date(Date.parse(TODAY) + 86_400_000 * offset).toISOString();
  expect(await usage('')).toMatchObject({ from: `${TODAY.slice(0, 8)}01`, to: TODAY });
  for (const range of [
    `from=${TODAY}&to=${TODAY}`,
    `from=${new Date().toISOString()}&to=${new Date().toISOString()}`,
    `from=${day(0)}&to=${day(1)}`,
  ]) {
    expect(await usage(range)).toMatchObject({ from: TODAY, to: TODAY, totals: sumsOf(jobs) });
  }
  expect(await usage(`from=${day(-5)}&to=${day(0)}`)).toMatchObject({ data: [], totals: { calls: 0 } });
  for (const wrong of [
    `from=${day(1)}`,
    'from=yesterday',
    'from=2020-01-01',
    'group_by=colour',
    'group_by=metadata.',
  ]) {
    expectProblemAnswer(await tenant.api.get(`/v1/usage?${wrong}`), 400, 'invalid_request');
  }
});

test('days come in order', async () => {
  const { store } = system.installation;
  const days = ['2026-01-03', '2026-01-01', '2026-01-02'];
  for (const day of days)
    await store.redis.hset(store.keys.usage(tenant.id, day), 'chat m k', '1 2 3 4 5 6 7 8');
  const range = 'from=2026-01-01&to=2026-01-03&group_by=day';
  const first = await usage(`${range}&limit=2`);
  const second = await usage(`${range}&limit=2&cursor=${first.next_cursor}`);
  expect([...first.data, ...second.data].map(({ group }) => group)).toEqual(days.toSorted());
  expect(first.totals).toEqual({
    ...{ calls: 3, input_tokens: 6, output_tokens: 9, cached_tokens: 12, reasoning_tokens: 15 },
    ...{ cost_micro_usd: 18, cache_hits: 21, saved_micro_usd: 24 },
  });
});

test('of another tenant nothing is seen', async () => {
  const other = await newTenant(system.api);
  expect(await usage('group_by=task', other)).toMatchObject({ data: [], totals: { calls: 0 } });
});

test('metadata is not readable in Redis; its name goes with the last job that has it, the money stays', async () => {
  const { store } = system.installation;
  const other = await newTenant(system.api);
  const metadata = { 'canary-key': 'canary-value' };
  const [one, two] = await Promise.all([1, 2].map(() => other.api.chat('sim-echo', 'hello', { metadata })));
  const before = await usage('group_by=metadata.canary-key', other);
  expect(before.data).toMatchObject([{ group: 'canary-value', calls: 2 }]);
  expect(keysWith(await dumpRedis(store.redis, store.keys.prefix), 'canary')).toEqual([]);
  await other.api.request('DELETE', `/v1/jobs/${one?.id}`);
  expect(await usage('group_by=metadata.canary-key', other)).toEqual(before);
  await other.api.request('DELETE', `/v1/jobs/${two?.id}`);
  const after = await usage('group_by=metadata.canary-key', other);
  expect(after).toEqual({ ...before, data: before.data.map((group) => ({ ...group, group: null })) });
  expect(await store.redis.exists(store.keys.usageNames(other.id))).toBe(0);
});
