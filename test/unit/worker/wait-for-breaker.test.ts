import { expect, test } from 'vitest';
import { parseRecord } from '../../../shared/stores/job-record.ts';
import type { Run } from '../../../worker/pipeline/stage.ts';
import { waitForBreaker } from '../../../worker/pipeline/wait-for-breaker.ts';
import { testBox } from '../../support/test-box.ts';

const breakers = { openUntil: () => undefined };

/** How long a job waits, whose probes have failed as often. */
function waitOf(failedProbes: number, failedProbe: boolean): number {
  const hash = { status: 'running', model: 'sick', failed_probes: String(failedProbes) };
  const record = parseRecord('default', 'job_1', hash) ?? expect.fail('no record');
  const claim = { tenant: 'default', id: 'job_1', task: 'chat', hop: 1, attempt: 1 };
  const run = {
    job: { record, input: { input: '', lifetimeMs: 1 }, journal: new Map(), box: testBox() },
    claim,
    failedProbe,
  };
  const outcome = waitForBreaker(run as Pick<Run, 'job' | 'claim' | 'failedProbe'>, { breakers });
  return outcome.kind === 'snooze' ? outcome.afterMs : expect.fail(outcome.kind);
}

test('a few failed probes are nothing to the job: it comes back as soon as all others', () => {
  for (const failed of [0, 1, 2]) expect(waitOf(failed, true)).toBeLessThanOrEqual(100);
});

test('one whose probes go on failing steps back, longer each time, and not without end', () => {
  const waits = [3, 4, 5, 6, 7].map((failed) => waitOf(failed, true));
  // Of each wait half is certain and half is chance.
  waits.forEach((wait, i) => {
    expect(wait).toBeGreaterThanOrEqual(1_000 * 2 ** i);
    expect(wait).toBeLessThanOrEqual(2_000 * 2 ** i);
  });
  expect(waitOf(1_000, true)).toBeLessThanOrEqual(240_000);
  // Also when another's probe is under way.
  expect(waitOf(6, false)).toBeGreaterThanOrEqual(4_000);
});
