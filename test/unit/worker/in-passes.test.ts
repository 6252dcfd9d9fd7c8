import { expect, test, vi } from 'vitest';
import { inGroups, inPasses } from '../../../worker/maintenance/in-passes.ts';

const log = { error: vi.fn() };

test('goes on with the tenants that have more, each in its turn', async () => {
  const left = new Map([
    ['large', 25],
    ['small', 3],
  ]);
  const order: string[] = [];
  const done = await inPasses([...left.keys()], { batch: 10, budgetMs: 5_000 }, log, async (tenant) => {
    order.push(tenant);
    const looked = Math.min(10, left.get(tenant) ?? 0);
    left.set(tenant, (left.get(tenant) ?? 0) - looked);
    return { looked, done: looked };
  });
  expect(done).toBe(28);
  expect(order).toEqual(['large', 'small', 'large', 'large']);
});

test('takes one step for every tenant even when time is up, and no more', async () => {
  const step = vi.fn(async () => ({ looked: 10, done: 1 }));
  expect(await inPasses(['a', 'b'], { batch: 10, budgetMs: 0 }, log, step)).toBe(2);
});

test('a tenant that fails is logged and holds up no other', async () => {
  const err = new Error('broken');
  const done = await inPasses(['bad', 'good'], { batch: 10, budgetMs: 1_000 }, log, async (tenant) => {
    if (tenant === 'bad') throw err;
    return { looked: 1, done: 1 };
  });
  expect(done).toBe(1);
  expect(log.error).toHaveBeenCalledWith({ tenant: 'bad', err }, expect.any(String));
});

test('groups hold no more than their size at once', async () => {
  let [busy, most] = [0, 0];
  const results = await inGroups([1, 2, 3, 4, 5], 2, async (n) => {
    busy += 1;
    most = Math.max(most, busy);
    await Promise.resolve();
    busy -= 1;
    return n * n;
  });
  expect(results).toEqual([1, 4, 9, 16, 25]);
  expect(most).toBe(2);
});
