import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { governedBody as body, startGoverned } from '../../support/governed-system.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { callsAbout } from '../../support/simulator-calls.ts';
import { withKey } from '../../support/tenant.ts';

type Governed = Awaited<ReturnType<typeof startGoverned>>;

let governed: Governed;
let system: Governed['system'];

beforeAll(async () => {
  governed = await startGoverned(inject('redisUrl'));
  system = governed.system;
});
afterAll(() => system.stop());

describe('a duty', () => {
  test('to redact is done', async () => {
    const text = 'Write to case-d17@example.org today.';
    const job = await governed.run('governed', text, ['pseudonyms'], { model: 'sim-eu' });
    expect(job.result?.output).toBe(text);
    expect(await callsAbout(system.simulator, 'case-d17')).toEqual([]);
    const [admitted] = await governed.auditOf(system.api, job.id);
    expect(admitted?.decisions).toBe('admit_job governed allow by all-work,pseudonyms with redact email');
  });

  test('to keep to some models is kept', async () => {
    expect((await governed.run('governed', 'hello', ['own'])).model).toBe('sim-eu');
    const far = body('governed', 'hello', ['own'], { model: 'sim-far' });
    expectProblemAnswer(await system.api.post(far), 403, 'policy_denied');
  });

  test('to cost no more than an amount holds the answer to what is left', async () => {
    const words = 'word '.repeat(200);
    const dear = await governed.run('governed', words);
    expect(dear.cost_micro_usd).toBeGreaterThan(400);
    const tooLong = await governed.run('governed', words, ['cheap']);
    expect(tooLong).toMatchObject({ status: 'failed', error: { code: 'too_expensive' }, cost_micro_usd: 0 });
    const short = await governed.run('governed', 'one two', ['cheap']);
    expect(short.status).toBe('completed');
    expect(short.cost_micro_usd).toBeLessThanOrEqual(400);
  });

  test('to have the request approved holds the job until the role has', async () => {
    const lawyer = await withKey(system.api, {
      ...{ name: 'lawyer', roles: ['legal'] },
      scopes: ['approvals:read', 'approvals:decide'],
    });
    const { body: job } = await system.api.post(body('governed', 'hello', ['sign']));
    await governed.until(job.id, 'awaiting_approval');
    const yes = { decision: 'approve', reason: 'Fine.' };
    expectProblemAnswer(await system.api.request('POST', `/v1/approvals/${job.id}`, yes), 403, 'forbidden');
    expect((await lawyer.api.request('POST', `/v1/approvals/${job.id}`, yes)).status).toBe(200);
    const done = await governed.until(job.id, 'completed');
    expect(done.result?.output).toBe('hello');
    expect(await callsAbout(system.simulator, 'hello')).not.toEqual([]);
  });

  test('to have the answer approved shows it to the role first, and gives out what was shown', async () => {
    const editor = await withKey(system.api, {
      ...{ name: 'editor', roles: ['editor'] },
      scopes: ['approvals:read', 'approvals:decide'],
    });
    const { body: job } = await system.api.post(body('governed', 'to be read first', ['publish']));
    const waiting = await governed.until(job.id, 'awaiting_approval');
    expect(waiting.result).toBeNull();
    const { body: shown } = await editor.api.get<{ candidate: unknown; digest: string }>(
      `/v1/approvals/${job.id}`,
    );
    expect(shown.candidate).toBe('to be read first');
    const yes = { decision: 'approve', reason: 'Fine.', digest: shown.digest };
    expect((await editor.api.request('POST', `/v1/approvals/${job.id}`, yes)).status).toBe(200);
    const done = await governed.until(job.id, 'completed');
    expect(done.result?.output).toBe('to be read first');
    expect(await callsAbout(system.simulator, 'to be read first')).toHaveLength(1);
  });
});
