import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { budgetRulesSchema } from '../../../shared/contracts/budget-object.ts';
import { deleteBudget, putBudget } from '../../../shared/cost/budgets.ts';
import { listBudgets } from '../../../shared/cost/read-budgets.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { CostStand } from '../../support/cost/cost-stand.ts';
import { costOfLedger, readLedger } from '../../support/cost/ledger.ts';
import { PlayedJob } from '../../support/cost/played-job.ts';

const JOBS = 5;
const WORST = 99;
const TASKS = ['chat', 'summary'] as const;
const KEYS = ['key_a', 'key_b'] as const;
const SCOPES = [{}, { task: 'chat' }, { task: 'summary' }, { api_key: 'key_a' }] as const;

type Step =
  | { readonly do: 'admit' | 'complete' | 'cancel' | 'fail' | 'redrive'; readonly job: number }
  | { readonly do: 'settle'; readonly job: number; readonly call: number; readonly cost: number }
  | { readonly do: 'put'; readonly budget: number; readonly limit: number; readonly month: boolean }
  | { readonly do: 'delete'; readonly budget: number };

const job = fc.nat(JOBS - 1);
const budget = fc.nat(SCOPES.length - 1);
const steps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: fc.constant('admit' as const), job }) },
    {
      weight: 4,
      // Most answers keep within what was reserved.
      arbitrary: fc.record({
        ...{ do: fc.constant('settle' as const), job, call: fc.nat(2) },
        cost: fc.oneof(
          { weight: 9, arbitrary: fc.nat(WORST / 3) },
          { weight: 1, arbitrary: fc.nat(3 * WORST) },
        ),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constantFrom('complete', 'cancel', 'fail', 'redrive'), job }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        ...{ do: fc.constant('put' as const), budget, limit: fc.nat(6 * WORST), month: fc.boolean() },
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), budget }) },
  ),
  { minLength: 5, maxLength: 40 },
);

/** What the test knows of a job. */
interface Known {
  readonly played: PlayedJob;
  readonly task: string;
  readonly apiKey: string;
  state: 'new' | 'open' | 'failed' | 'ended';
  redrives: number;
  /** Its calls, by effect, and what each was settled with. */
  readonly calls: Map<string, number>;
  /** What is left of its reservation. */
  left: number;
  /** Ids of the budgets that it has reserved of. */
  reservedBy: ReadonlySet<string>;
}

let stand: CostStand;
beforeAll(async () => {
  stand = await CostStand.open(inject('redisUrl'));
});
afterAll(() => stand.close());

/** One run: takes the steps against the scripts and keeps its own accounts. */
class Accounts {
  readonly #tenant: string;
  readonly #jobs: readonly Known[];
  /** Whether some answer has cost more than was reserved, or a limit was lowered below what was promised. */
  #overrun = false;

  constructor(tenant: string) {
    this.#tenant = tenant;
    this.#jobs = Array.from({ length: JOBS }, (_, i) => {
      const facts = { task: TASKS[i % 2] ?? 'chat', apiKey: KEYS[i % 3 === 0 ? 0 : 1] };
      const played = new PlayedJob(stand.installation.store, tenant, { ...facts, worst: WORST });
      return {
        ...facts,
        played,
        ...{ state: 'new', redrives: 0, calls: new Map(), left: 0, reservedBy: new Set() },
      };
    });
  }

  async take(step: Step): Promise<void> {
    if (step.do === 'put') return this.#put(step);
    if (step.do === 'delete') {
      await deleteBudget(stand.installation.store, this.#tenant, `budget-${step.budget}`);
      return;
    }
    const known = this.#jobs[step.job];
    if (!known) throw new Error('no such job');
    if (step.do === 'settle') return this.#settle(known, step.call, step.cost);
    if (step.do === 'admit') return this.#admit(known);
    if (step.do === 'redrive') return this.#redrive(known);
    return this.#end(known, step.do);
  }

  async #put({ budget, limit, month }: Extract<Step, { do: 'put' }>): Promise<void> {
    const rules = { scope: SCOPES[budget], period: month ? 'month' : 'day', limit_micro_usd: limit };
    const parsed = budgetRulesSchema.parse(rules);
    await putBudget(stand.installation.store, this.#tenant, `budget-${budget}`, parsed, Date.now());
    const after = (await this.#budgets()).find(({ name }) => name === `budget-${budget}`);
    if (after && after.spent + after.reserved > limit) this.#overrun = true;
    // Jobs under way were admitted without it.
    if (this.#jobs.some(({ state }) => state === 'open')) this.#overrun = true;
  }

  async #admit(known: Known): Promise<void> {
    const room = await this.#hasRoom(known);
    const admitted = await known.played.admit().catch(refused);
    if (known.state !== 'new') {
      expect(admitted).toBe('replayed');
      return;
    }
    expect(admitted).toBe(room ? 'created' : 'refused');
    if (room) await this.#reserved(known);
  }

  async #redrive(known: Known): Promise<void> {
    const room = await this.#hasRoom(known);
    if (known.state === 'new') return;
    if (known.state === 'open') return;
    const moved = await known.played.move('queued');
    expect(moved.done).toBe(known.state === 'failed' && room);
    if (!moved.done) return;
    known.redrives += 1;
    await this.#reserved(known);
  }

  async #settle(known: Known, call: number, cost: number): Promise<void> {
    if (known.state === 'new') return;
    const effect = `model.${known.redrives}.${call}`;
    const settled = await known.played.settle(effect, cost);
    expect(settled).toBe(known.state === 'open' && !known.calls.has(effect));
    if (!settled) return;
    known.calls.set(effect, cost);
    if (cost > known.left) this.#overrun = true;
    known.left = Math.max(0, known.left - cost);
  }

  async #end(known: Known, how: 'complete' | 'cancel' | 'fail'): Promise<void> {
    if (known.state !== 'open') return;
    const to = ({ complete: 'completed', cancel: 'cancelled', fail: 'failed' } as const)[how];
    const moved = await known.played.move(to);
    // Only a job that has begun can complete.
    if (!moved.done) return;
    known.state = to === 'failed' ? 'failed' : 'ended';
    known.left = 0;
  }

  async #reserved(known: Known): Promise<void> {
    known.state = 'open';
    const applying = (await this.#budgets()).filter(({ rules }) => applies(rules.scope, known));
    known.reservedBy = new Set(applying.map(({ id }) => id));
    known.left = applying.length > 0 ? WORST : 0;
  }

  async #hasRoom(known: Known): Promise<boolean> {
    const applying = (await this.#budgets()).filter(({ rules }) => applies(rules.scope, known));
    return applying.every(({ spent, reserved, rules }) => spent + reserved + WORST <= rules.limit_micro_usd);
  }

  #budgets() {
    return listBudgets(stand.installation.store, this.#tenant, Date.now());
  }

  /** Holds every budget against the accounts. */
  async check(): Promise<void> {
    for (const { id, rules, spent, reserved } of await this.#budgets()) {
      const covered = this.#jobs.filter((known) => applies(rules.scope, known));
      const settled = covered.flatMap(({ calls }) => [...calls.values()]);
      expect(spent).toBe(settled.reduce((sum, cost) => sum + cost, 0));
      const open = covered.filter(({ state, reservedBy }) => state === 'open' && reservedBy.has(id));
      expect(reserved).toBe(open.reduce((sum, { left }) => sum + left, 0));
      if (!this.#overrun) expect(spent + reserved).toBeLessThanOrEqual(rules.limit_micro_usd);
    }
  }

  /** Ends every job. */
  async end(): Promise<void> {
    for (const known of this.#jobs) await this.#end(known, 'cancel');
    for (const { reserved } of await this.#budgets()) expect(reserved).toBe(0);
    const all = this.#jobs.flatMap(({ calls }) => [...calls.values()]);
    const ledger = await readLedger(stand.installation.store, this.#tenant);
    expect(costOfLedger(ledger)).toBe(all.reduce((sum, cost) => sum + cost, 0));
    expect(ledger).toHaveLength(all.length);
  }
}

function applies(scope: { readonly task?: string; readonly api_key?: string }, known: Known): boolean {
  if (scope.task !== undefined) return scope.task === known.task;
  return scope.api_key === undefined || scope.api_key === known.apiKey;
}

function refused(error: unknown): 'refused' {
  if (error instanceof AppError && error.code === 'budget_exceeded') return 'refused';
  throw error;
}

test('whatever the order, budgets hold what is reserved and what was settled, to the micro-USD', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      const accounts = new Accounts(await stand.tenant());
      for (const step of taken) {
        await accounts.take(step);
        await accounts.check();
      }
      await accounts.end();
    }),
    { numRuns: 60 },
  );
}, 120_000);
