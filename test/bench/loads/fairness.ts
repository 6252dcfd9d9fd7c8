import { type FairStand, openFairStand } from '../systems/fair-stand.ts';
import type { Figures, Measurement } from './measurement.ts';

const SLOTS = 20;
const LATENCY_MS = 100;
/** Jobs of the tenant that comes late. */
const LATE_JOBS = 100;
/** Jobs over which weights are to be met. */
const SHARED_JOBS = 2_000;
/** Turns of a steady interactive load, each of so many tokens at most. */
const STEADY_TURNS = 600;
const LONG = { max_output_tokens: 8_000 };

/** Whether tenants and classes get their turns while one tenant has far more waiting than will be done. */
export const fairness: Measurement = {
  name: 'fairness',
  title: 'one tenant has 50,000 jobs waiting on a model; others come late, weigh more, or are less urgent',
  systems: ['product'],
  roles: { worker: true, concurrency: SLOTS },
  once: true,
  targets: [
    { title: '100 jobs, busy ÷ idle at half the slots', figure: 'late_ratio', of: 'product', atMost: 2.5 },
    { title: 'share at 3 : 1 of 2,000, of 0.75', figure: 'share_off', of: 'product', atMost: 0.1 },
    { title: 'batch jobs begun beside interactive', figure: 'batch_begun', of: 'product', atLeast: 20 },
  ],
  async measure(trial, { backlogJobs }) {
    const stand = await openFairStand(trial);
    try {
      return {
        ...(await comeLate(stand, backlogJobs)),
        ...(await weigh(stand)),
        ...(await mixClasses(stand)),
      };
    } finally {
      await stand.close();
    }
  },
};

/** The same hundred jobs on an idle model with half the slots, and on one that another tenant has filled. */
async function comeLate(stand: FairStand, backlog: number): Promise<Figures> {
  await stand.putModel('fair-half', LATENCY_MS, SLOTS / 2);
  await stand.putModel('fair-full', LATENCY_MS, SLOTS);
  const { loads } = await stand.newTenant('late');
  const seconds = async (model: string) => {
    const { sent, arrived } = await loads.postAndReceive({ amount: LATE_JOBS, model });
    return ((arrived.times.at(-1) ?? Number.NaN) - sent.startedAt) / 1e6;
  };
  await seconds('fair-half');
  const idle = await seconds('fair-half');
  await stand.pause('fair-full');
  await stand.fill('default', { model: 'fair-full', prompt: 'w'.repeat(900) }, backlog + SLOTS);
  await stand.resume('fair-full');
  await stand.firstCalls(SLOTS);
  const waiting = await stand.waiting('fair-full');
  const busy = await seconds('fair-full');
  await stand.pause('fair-full');
  return { late_ratio: busy / idle, late_idle_s: idle, late_busy_s: busy, late_waiting: waiting };
}

async function weigh(stand: FairStand): Promise<Figures> {
  await stand.putModel('fair-share', 1, SLOTS);
  await stand.newTenant('three', 3);
  await stand.newTenant('one', 1);
  await stand.pause('fair-share');
  await stand.fill('three', { model: 'fair-share', prompt: 'three' }, SHARED_JOBS);
  await stand.fill('one', { model: 'fair-share', prompt: 'one' }, SHARED_JOBS);
  await stand.forgetCalls();
  await stand.resume('fair-share');
  const served = await stand.firstCalls(SHARED_JOBS);
  await stand.pause('fair-share');
  const share = count(served, 'three') / served.length;
  return { share, share_off: Math.abs(share / 0.75 - 1) };
}

async function mixClasses(stand: FairStand): Promise<Figures> {
  await stand.putModel('fair-classes', 1, SLOTS);
  await stand.pause('fair-classes');
  for (const priority of ['batch', 'standard', 'interactive'] as const) {
    const request = { model: 'fair-classes', prompt: priority, priority, parameters: LONG };
    await stand.fill('default', request, STEADY_TURNS);
  }
  await stand.forgetCalls();
  await stand.resume('fair-classes');
  const served = await stand.firstCalls(STEADY_TURNS);
  return {
    interactive_begun: count(served, 'interactive'),
    standard_begun: count(served, 'standard'),
    batch_begun: count(served, 'batch'),
  };
}

function count(prompts: readonly string[], prompt: string): number {
  return prompts.filter((one) => one === prompt).length;
}
