import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import type { ArmFigures, PartReport } from '../../bench/routing/report.ts';
import { inventedComplaints } from '../../support/bench/complaints.ts';

const RUN = new URL('../../bench/routing/run.ts', import.meta.url).pathname;
const run = (...args: string[]) => promisify(execFile)(process.execPath, [RUN, ...args]);

const dir = mkdtempSync(join(tmpdir(), 'bench-routing-'));
afterAll(() => rmSync(dir, { recursive: true }));

test('replays complaints through the whole system, and says what models and the shipped route are worth', async () => {
  const path = join(dir, 'complaints.jsonl');
  const out = join(dir, 'report.json');
  writeFileSync(
    path,
    inventedComplaints()
      .map((one) => JSON.stringify(one))
      .join('\n'),
  );

  const { stdout } = await run(path, '--speed=50', '--search', `--out=${out}`);

  const { parts } = JSON.parse(readFileSync(out, 'utf8')) as { readonly parts: readonly PartReport[] };
  const [all, tuning, heldOut] = parts;
  expect(all?.complaints).toBe(8);
  expect((tuning?.complaints ?? 0) + (heldOut?.complaints ?? 0)).toBe(8);
  const arm = (name: string) => all?.arms.find((one) => one.name === name) as ArmFigures;
  const [lite, flash, sonnet] = ['gemini-2.0-flash-lite', 'gemini-2.0-flash', 'claude-3-5-sonnet'].map(arm);
  expect(lite).toMatchObject({ accuracy: 5 / 8, invalid: 0 });
  expect(flash).toMatchObject({ accuracy: 5 / 8, invalid: 0 });
  expect(sonnet).toMatchObject({ accuracy: 6 / 8, invalid: 0 });
  expect(arm('gpt-4o-mini')).toMatchObject({ accuracy: 3 / 8, invalid: 5 });
  expect(arm('gpt-4o-mini').costOf1000).toBeGreaterThan(arm('gemini-2.0-flash').costOf1000);

  const route = arm('complaint-products');
  expect(route).toMatchObject({ accuracy: 7 / 8, invalid: 0, wentUp: 4 / 8 });
  const paid = (lite?.costOf1000 ?? 0) + (flash?.costOf1000 ?? 0) + (sonnet?.costOf1000 ?? 0) / 2;
  expect(route.costOf1000 / paid).toBeCloseTo(1, 1);
  expect(route.p50Seconds).toBeGreaterThan(0.5);
  expect(all?.comparisons[0]).toMatchObject({
    model: 'claude-3-5-sonnet',
    difference: 1 / 8,
    won: 1,
    lost: 0,
  });
  expect(all?.comparisons[0]?.costRatio).toBeCloseTo(route.costOf1000 / (sonnet?.costOf1000 ?? 0), 10);
  expect(stdout).toMatch(/complaint-products is not shown to be less accurate than claude-3-5-sonnet/);
  expect(stdout).toMatch(/\d+ cascades may cost what they do/);
}, 120_000);

test('says what is missing where there are no complaints', async () => {
  const failed = await run(join(dir, 'nothing')).catch((error: { code: number; stderr: string }) => error);
  expect(failed).toMatchObject({ code: 1, stderr: expect.stringMatching(/there is no .*nothing/) });
});
