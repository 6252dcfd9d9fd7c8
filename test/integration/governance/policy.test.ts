import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { catalogClient } from '../../support/catalog-client.ts';
import { governedBody as body, RULES, startGoverned } from '../../support/governed-system.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { Receiver } from '../../support/receiver.ts';
import { callsAbout } from '../../support/simulator-calls.ts';
import { withKey } from '../../support/tenant.ts';

type Governed = Awaited<ReturnType<typeof startGoverned>>;

let governed: Governed;
let system: Governed['system'];
let address: string;
const receiver = new Receiver();

beforeAll(async () => {
  address = await receiver.start();
  governed = await startGoverned(inject('redisUrl'));
  system = governed.system;
});
afterAll(async () => {
  await system.stop();
  await receiver.stop();
});

describe('a decision', () => {
  test('stands in the timeline and in the audit trail with the hash of the policy and its reasons', async () => {
    const job = await governed.run('governed', 'hello');
    expect(job).toMatchObject({ status: 'completed', model: 'sim-far', versions: { policy: 1 } });
    expect(await governed.decisionsOf(job)).toEqual([
      'admit_job governed allow all-work',
      'call_model sim-far allow all-work',
      'deliver api allow all-work',
    ]);
    const hash = await governed.hashOfRules();
    const decided = (await governed.stagesOf(job)).filter(({ name }) => name === 'policy_decision');
    for (const { details } of decided) expect(details).toMatchObject({ policy: 'rules@1', hash });
    const [admitted, completed] = await governed.auditOf(system.api, job.id);
    expect(admitted).toMatchObject({
      ...{ action: 'job.admit', policy: 'rules@1', policy_hash: hash },
      decisions: 'admit_job governed allow by all-work',
    });
    expect(completed).toMatchObject({
      ...{ action: 'job.completed', policy_hash: hash },
      decisions: expect.stringContaining(
        'call_model sim-far allow by all-work; deliver api allow by all-work',
      ),
    });
  });

  test('knows where the result goes', async () => {
    const { body: job } = await system.api.post(
      body('governed', 'hello', [], { webhook: { url: `${address}/here` } }),
      { wait: 30 },
    );
    expect(await governed.decisionsOf(job)).toContain('deliver 127.0.0.1 allow all-work');
  });
});

describe('what policy denies at intake', () => {
  test('is a 403 without a job, with the reason, and stands in the audit trail', async () => {
    const denied = await system.api.request(
      'POST',
      '/v1/jobs',
      body('governed', 'later', [], { priority: 'batch' }),
      {
        'idempotency-key': 'denied-batch',
      },
    );
    expectProblemAnswer(denied, 403, 'policy_denied');
    const policy_hash = await governed.hashOfRules();
    expect(denied.body).toMatchObject({
      ...{ detail: 'Batch work is not taken on.', policy: 'rules', policy_version: 1 },
      ...{ policy_hash, reasons: ['no-batch'] },
    });
    const entries = await governed.auditOf(system.api, 'governed');
    expect(entries.at(-1)).toMatchObject({
      ...{ action: 'policy.deny', outcome: 'denied', policy_hash },
      decisions: 'admit_job governed deny by no-batch',
    });
    // The key is free still: nothing has been made of it.
    const allowed = await system.api.request('POST', '/v1/jobs', body('governed', 'now'), {
      'idempotency-key': 'denied-batch',
    });
    expect(allowed.status).toBe(202);
  });

  test('depends on the roles of the key', async () => {
    const intern = await withKey(system.api, { name: 'intern', roles: ['intern'] });
    expectProblemAnswer(await intern.api.post(body('governed', 'hello')), 403, 'policy_denied');
    const clerk = await withKey(system.api, { name: 'clerk', roles: ['clerk'] });
    const { body: job } = await clerk.api.post(body('governed', 'hello'), { wait: 30 });
    expect(job.status).toBe('completed');
  });

  test('depends on what the input says to policies alone', async () => {
    const closed = { input: { text: 'hello', account: 'closed' } };
    expectProblemAnswer(await system.api.post(body('governed', '', [], closed)), 403, 'policy_denied');
    const open = { input: { text: 'hello', account: 'open' } };
    expect((await governed.run('governed', '', [], open)).status).toBe('completed');
  });

  test('includes a model that the job names and may not call', async () => {
    const far = body('governed', 'hello', ['private'], { model: 'sim-far' });
    expectProblemAnswer(await system.api.post(far), 403, 'policy_denied');
    const { model } = await governed.run('governed', 'hello', ['private'], { model: 'sim-eu' });
    expect(model).toBe('sim-eu');
  });

  test('includes a task none of whose models may be called', async () => {
    expectProblemAnswer(await system.api.post(body('abroad', 'hello', ['private'])), 403, 'policy_denied');
  });
});

describe('a model that a job may not call', () => {
  test('is not chosen, and the timeline says why', async () => {
    const job = await governed.run('governed', 'hello', ['private']);
    expect(job).toMatchObject({ status: 'completed', model: 'sim-eu' });
    const [choice] = (await governed.stagesOf(job)).filter(({ name }) => name === 'choose_model');
    expect(choice?.details).toMatchObject({ 'sim-far': 'policy', 'sim-eu': 'chosen' });
  });

  test('is left for the next one when it shows what the job holds, and is not asked', async () => {
    const text = 'Write to case-a17@example.org today.';
    const job = await governed.run('governed', text);
    expect(job).toMatchObject({ status: 'completed', model: 'sim-eu', result: { output: text } });
    expect(await governed.decisionsOf(job)).toEqual([
      'admit_job governed allow all-work',
      'call_model sim-far deny mail-stays-here',
      'admit_job governed allow all-work',
      'call_model sim-eu allow all-work',
      'deliver api allow all-work',
    ]);
    expect(await callsAbout(system.simulator, 'case-a17')).toHaveLength(1);
    const told = (await governed.auditOf(system.api, job.id)).map(({ decisions }) => decisions).join('\n');
    expect(told).toContain('call_model sim-far deny by mail-stays-here');
  });

  test('ends the job refused where there is no other', async () => {
    const job = await governed.run('abroad', 'Write to case-b17@example.org today.');
    expect(job).toMatchObject({
      ...{ status: 'refused', result: null },
      error: { code: 'policy_denied', message: expect.stringContaining('mail-stays-here') },
    });
    expect(await callsAbout(system.simulator, 'case-b17')).toEqual([]);
  });

  test('sends the job to a reviewer where its task says so', async () => {
    const { body: job } = await system.api.post(body('handed', 'Write to case-c17@example.org.'), {
      wait: 10,
    });
    const waiting = await governed.until(job.id, 'awaiting_review');
    expect(waiting.error).toMatchObject({ code: 'policy_denied' });
  });
});

test.each(['governed', 'answering'])('a result of %s that may not be given out is withheld', async (task) => {
  const job = await governed.run(task, 'hello', ['withheld']);
  expect(job).toMatchObject({ status: 'refused', result: null, error: { code: 'policy_denied' } });
  expect(await governed.decisionsOf(job)).toContain('deliver api deny withheld');
});

describe('a version in the shadow', () => {
  test('changes nothing, and is reported where it would have', async () => {
    const catalog = catalogClient(system.api);
    const stricter = `${RULES}
      @id("no-letters") forbid (principal, action == Action::"deliver", resource);
      @id("also") @redact("phone") permit (principal, action == Action::"admit_job", resource);`;
    const { body: stored } = await catalog.put('policies/tried', { cedar: stricter });
    expect(stored.version).toBe(2);
    await catalog.label('policies/tried', 'shadow', { version: 2 });
    const job = await governed.run('shadowed', 'hello');
    expect(job).toMatchObject({ status: 'completed', versions: { policy: 1 } });

    const hash = await governed.hashOfRules('tried');
    const tried = (await governed.stagesOf(job)).filter(({ name }) => name === 'policy_shadow');
    expect(tried.map(({ verdict, details }) => [verdict, details?.action, details?.reasons])).toEqual([
      ['allow', 'admit_job', 'all-work,also'],
      ['deny', 'deliver', 'no-letters'],
    ]);
    for (const { details } of tried) expect(details).toMatchObject({ policy: 'tried@2' });
    expect(tried[0]?.details?.hash).not.toBe(hash);
    const completed = (await governed.auditOf(system.api, job.id)).at(-1);
    expect(completed).toMatchObject({
      ...{ policy: 'tried@1', shadow_policy: 'tried@2', shadow_policy_hash: tried[0]?.details?.hash },
      shadow_decisions: expect.stringContaining('deliver api deny by no-letters'),
    });
    await expect
      .poll(async () => (await system.api.get('/v1/policies/tried/shadow')).body, { interval: 20 })
      .toMatchObject({
        ...{ object: 'policy_shadow', policy: 'tried', version: 2, evaluated: 3 },
        differences: expect.arrayContaining([
          { action: 'deliver', live: 'allow', shadow: 'deny', times: 1, jobs: [job.id] },
          { action: 'admit_job', live: 'allow', shadow: 'allow', times: 1, jobs: [job.id] },
        ]),
      });
    expectProblemAnswer(await system.api.get('/v1/policies/rules/shadow'), 404, 'not_found');
  });
});

describe('a policy that cannot be used', () => {
  test('is refused when it is stored, saying where and why', async () => {
    const put = (cedar: string) => system.api.request('PUT', '/v1/catalog/policies/broken', { cedar });
    const torn = await put('permit (principal, action');
    expectProblemAnswer(torn, 400, 'invalid_definition');
    expect(torn.body).toMatchObject({
      errors: [{ path: 'cedar', message: expect.stringMatching(/^line 1: /) }],
    });
    const strange = await put('permit (principal, action, resource) when { context.weather == "fine" };');
    expectProblemAnswer(strange, 400, 'invalid_definition');
    expect(JSON.stringify(strange.body)).toContain('attribute `weather` in context');
    expectProblemAnswer(
      await put('@redakt("all") permit (principal, action, resource);'),
      400,
      'invalid_definition',
    );
  });

  test('stops the jobs that it should decide on', async () => {
    const overflowing = `permit (principal, action, resource);
      forbid (principal, action == Action::"deliver", resource)
      when { context.sensitivity_level * 9223372036854775807 > 0 && context.sensitivity_level > 1 };`;
    const catalog = catalogClient(system.api);
    expect((await catalog.put('policies/flawed', { cedar: overflowing })).status).toBe(201);
    await catalog.put('tasks/flawed', {
      ...{ description: 'test', prompt: 'said', policy: 'flawed', models: ['sim-eu'] },
      input_schema: { type: 'object', properties: { text: { type: 'string' } } },
    });
    expect((await governed.run('flawed', 'hello')).status).toBe('completed');
    const job = await governed.run('flawed', 'hello', [], { sensitivity: 'restricted' });
    expect(job).toMatchObject({ status: 'failed', result: null, error: { code: 'policy_failed' } });
  });

  test('that is not there is refused of a task', async () => {
    const task = { description: 'test', prompt: 'said', policy: 'nothing', models: ['sim-eu'] };
    const refused = await system.api.request('PUT', '/v1/catalog/tasks/lawless', {
      ...task,
      input_schema: { type: 'object' },
    });
    expectProblemAnswer(refused, 400, 'invalid_definition');
    expect(JSON.stringify(refused.body)).toContain('there is no policy named nothing');
  });
});
