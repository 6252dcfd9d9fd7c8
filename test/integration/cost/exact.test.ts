import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { type BudgetObject, putBudget, readBudget } from '../../support/cost/budgets.ts';
import { costOfLedger, readLedger } from '../../support/cost/ledger.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant } from '../../support/tenant.ts';

/** The most that a job of this test can cost, in micro-USD: 100 output tokens. */
const UNIT = 100;
const CAP = 30 * UNIT;
const CLIENTS = 100;
/** The simulator echoes a token for four characters. */
const CHARACTERS_PER_TOKEN = 4;

let system: System;

beforeAll(async () => {
  const model = simulatedModel({ concurrency: 40, price: { input: 0, output: 1_000_000 } });
  const catalog = { models: { 'sim-slow-*': model } };
  system = await startSystem({ redisUrl: inject('redisUrl'), workers: 2, catalog });
});
afterAll(() => system.stop());

interface Refusal {
  readonly budget: BudgetObject & { readonly needed_micro_usd: number };
}

test('a hundred clients and two workers spend a cap of thirty units, to the last but one, and never more', async () => {
  const { api, id: tenant } = await newTenant(system.api);
  await putBudget(api, 'cap', CAP);
  const costs: number[] = [];
  let refusals = 0;

  /** Sends jobs of all sizes up to a unit, until what is spent for good leaves no room for one more. */
  const spend = async (client: number) => {
    for (let n = 0; ; n++) {
      const tokens = 20 + ((client * 37 + n * 53) % 81);
      const answer = await api.post<Refusal & { id: string }>({
        task: 'chat',
        model: 'sim-slow-20',
        input: { prompt: 'x'.repeat(CHARACTERS_PER_TOKEN * tokens) },
        parameters: { max_output_tokens: UNIT },
      });
      if (answer.status === 202) {
        const job = await api.finished(answer.body.id);
        expect(job).toMatchObject({ status: 'completed', cost_micro_usd: tokens });
        costs.push(job.cost_micro_usd);
        continue;
      }
      expect(answer.status).toBe(402);
      const { spent_micro_usd: spent, reserved_micro_usd: reserved, needed_micro_usd } = answer.body.budget;
      expect(needed_micro_usd).toBe(UNIT);
      expect(spent + reserved).toBeLessThanOrEqual(CAP);
      refusals += 1;
      if (reserved === 0) return;
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, client) => spend(client)));

  const spent = costs.reduce((sum, cost) => sum + cost, 0);
  expect(spent).toBeLessThanOrEqual(CAP);
  expect(spent).toBeGreaterThan(CAP - UNIT);
  expect(refusals).toBeGreaterThan(CLIENTS);
  expect(await readBudget(api, 'cap')).toMatchObject({ spent_micro_usd: spent, reserved_micro_usd: 0 });
  const ledger = await readLedger(system.installation.store, tenant);
  expect(costOfLedger(ledger)).toBe(spent);
  expect(ledger).toHaveLength(costs.length);
});
