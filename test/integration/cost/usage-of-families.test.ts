import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { dayOf } from '../../../shared/cost/periods.ts';
import { readUsage } from '../../../shared/cost/read-usage.ts';
import { CostStand } from '../../support/cost/cost-stand.ts';
import { PlayedJob } from '../../support/cost/played-job.ts';

let stand: CostStand;

beforeAll(async () => {
  stand = await CostStand.open(inject('redisUrl'));
});
afterAll(() => stand.close());

test('names of members that callers make up do not make sums without end, and lose nothing of them', async () => {
  const tenant = await stand.tenant();
  const { store } = stand.installation;
  const job = new PlayedJob(store, tenant, { worst: 1 });
  const days = [dayOf(Date.now())];
  await job.admit();
  const settle = (model: string, family?: string) => job.settle(`model.0.${model}`, 2, { model, family });
  for (let i = 0; i < 1_200; i++) await settle(`sim-slow-${i}`, 'sim-slow-*');
  // What the catalog names has a sum of its own, however many there are; so has a member that had one before.
  await settle('sim-late');
  await job.settle('again', 2, { model: 'sim-slow-7', family: 'sim-slow-*' });

  days.push(dayOf(Date.now()));
  const { groups, totals } = await readUsage(store, tenant, [...new Set(days)], { by: 'model' });
  expect(totals).toMatchObject({ calls: 1_202, cost: 2_404 });
  const callsOf = (name: string) => groups.find((group) => group.name === name)?.calls;
  expect(callsOf('sim-late')).toBe(1);
  expect(callsOf('sim-slow-7')).toBe(2);
  expect(callsOf('sim-slow-*')).toBe(200);
  expect(groups.length).toBe(1_002);
});
