import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { JobObject } from '../../../shared/contracts/job-object.ts';
import type { ApiClient } from '../../support/api-client.ts';
import { simulatedModel } from '../../support/catalog.ts';
import { type CatalogEntry, catalogClient } from '../../support/catalog-client.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { Receiver } from '../../support/receiver.ts';
import { callsAbout } from '../../support/simulator-calls.ts';
import { type System, startSystem } from '../../support/system.ts';
import { withKey } from '../../support/tenant.ts';

/** Rules that jobs call by what they say of themselves. */
const RULES = `
@id("all-work") @redact("none")
permit (principal, action, resource);

@id("no-batch") @message("Batch work is not taken on.")
forbid (principal, action == Action::"admit_job", resource) when { context.priority == "batch" };

@id("interns") forbid (principal in Role::"intern", action, resource);

@id("closed-accounts")
forbid (principal, action == Action::"admit_job", resource)
when { context.facts.hasTag("account") && context.facts.getTag("account") == "closed" };

@id("mail-stays-here")
forbid (principal, action == Action::"call_model", resource)
when { context.data_classes.contains("email") }
unless { resource has region && resource.region == "eu" };

@id("no-training")
forbid (principal, action == Action::"call_model", resource)
when { context.metadata.hasTag("private") }
unless { resource has trains_on_data && !resource.trains_on_data };

@id("withheld")
forbid (principal, action == Action::"deliver", resource) when { context.metadata.hasTag("withheld") };

@id("pseudonyms") @redact("email")
permit (principal, action == Action::"admit_job", resource) when { context.metadata.hasTag("pseudonyms") };

@id("own-models") @restrict_models("sim-eu, sim-echo-*")
permit (principal, action == Action::"admit_job", resource) when { context.metadata.hasTag("own") };

@id("cheap") @max_cost("400")
permit (principal, action == Action::"admit_job", resource) when { context.metadata.hasTag("cheap") };

@id("asked-first") @require_approval("legal")
permit (principal, action == Action::"admit_job", resource) when { context.metadata.hasTag("sign") };

@id("read-first") @require_approval("editor")
permit (principal, action == Action::"deliver", resource) when { context.metadata.hasTag("publish") };
`;

interface Stage {
  readonly name: string;
  readonly verdict: string;
  readonly details?: Readonly<Record<string, string>>;
}
type Entry = Readonly<Record<string, string>>;

const receiver = new Receiver();
let system: System;
let address: string;

beforeAll(async () => {
  address = await receiver.start();
  const task = {
    ...{ description: 'test', prompt: 'said', policy: 'rules' },
    input_schema: {
      type: 'object',
      required: ['text'],
      properties: { text: { type: 'string' }, account: { type: 'string', 'x-visibility': 'policy' } },
    },
  };
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: {
      models: {
        'sim-eu': simulatedModel({
          ...{ provider_model: 'sim-echo', region: 'eu', vendor: 'here' },
          terms: { trains_on_data: false, retention_days: 0 },
        }),
        'sim-far': simulatedModel({ provider_model: 'sim-echo', region: 'us' }),
      },
      policies: { rules: { cedar: RULES }, tried: { cedar: RULES } },
      prompts: { said: { user: '{{ text | raw }}' } },
      tasks: {
        governed: { ...task, models: ['sim-far', 'sim-eu'] },
        abroad: { ...task, models: ['sim-far'] },
        handed: { ...task, models: ['sim-far'], escalate: { on: ['policy'] } },
        // Its model is out, so its own answer stands in.
        answering: { ...task, models: ['sim-status-401'], fallback: { compute: 'text' } },
        shadowed: { ...task, models: ['sim-far', 'sim-eu'], policy: 'tried' },
      },
    },
  });
});
afterAll(async () => {
  await system.stop();
  await receiver.stop();
});

/** A job of a task that carries these words about itself. */
const body = (task: string, text: string, words: readonly string[] = [], more: object = {}) => ({
  ...{ task, input: { text }, metadata: Object.fromEntries(words.map((word) => [word, 'yes'])) },
  ...more,
});

async function run(...given: Parameters<typeof body>): Promise<JobObject> {
  return (await system.api.post(body(...given), { wait: 30 })).body;
}

async function stagesOf({ id }: Pick<JobObject, 'id'>): Promise<Stage[]> {
  const { body: timeline } = await system.api.get<{ data: { stages?: Stage[] }[] }>(
    `/v1/jobs/${id}/timeline`,
  );
  return timeline.data.flatMap(({ stages = [] }) => stages);
}

/** The job once it has come to a status. */
async function until(id: string, status: JobObject['status']): Promise<JobObject> {
  const read = async () => (await system.api.get(`/v1/jobs/${id}`)).body;
  await expect.poll(async () => (await read()).status, { interval: 20, timeout: 10_000 }).toBe(status);
  return read();
}

const decisionsOf = async (job: Pick<JobObject, 'id'>) =>
  (await stagesOf(job)).flatMap(({ name, verdict, details = {} }) =>
    name === 'policy_decision' ? [`${details.action} ${details.resource} ${verdict} ${details.reasons}`] : [],
  );

async function auditOf(api: ApiClient, target: string): Promise<Entry[]> {
  const { body: page } = await api.get<{ data: Entry[] }>('/v1/audit?limit=100');
  return page.data.filter((entry) => entry.target === target).reverse();
}

async function hashOfRules(policy = 'rules'): Promise<string> {
  const { data } = await catalogClient(system.api).read(`policies/${policy}`);
  const cedar = String((data.at(-1) as CatalogEntry['data'][number]).definition.cedar);
  const digest = await crypto.subtle.digest('SHA-256', Buffer.from(cedar));
  return Buffer.from(digest).toString('hex');
}

describe('a decision', () => {
  test('stands in the timeline and in the audit trail with the hash of the policy and its reasons', async () => {
    const job = await run('governed', 'hello');
    expect(job).toMatchObject({ status: 'completed', model: 'sim-far', versions: { policy: 1 } });
    expect(await decisionsOf(job)).toEqual([
      'admit_job governed allow all-work',
      'call_model sim-far allow all-work',
      'deliver api allow all-work',
    ]);
    const hash = await hashOfRules();
    const decided = (await stagesOf(job)).filter(({ name }) => name === 'policy_decision');
    for (const { details } of decided) expect(details).toMatchObject({ policy: 'rules@1', hash });
    const [admitted, completed] = await auditOf(system.api, job.id);
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
    expect(await decisionsOf(job)).toContain('deliver 127.0.0.1 allow all-work');
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
    const policy_hash = await hashOfRules();
    expect(denied.body).toMatchObject({
      ...{ detail: 'Batch work is not taken on.', policy: 'rules', policy_version: 1 },
      ...{ policy_hash, reasons: ['no-batch'] },
    });
    const entries = await auditOf(system.api, 'governed');
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
    expect((await run('governed', '', [], open)).status).toBe('completed');
  });

  test('includes a model that the job names and may not call', async () => {
    const far = body('governed', 'hello', ['private'], { model: 'sim-far' });
    expectProblemAnswer(await system.api.post(far), 403, 'policy_denied');
    const { model } = await run('governed', 'hello', ['private'], { model: 'sim-eu' });
    expect(model).toBe('sim-eu');
  });

  test('includes a task none of whose models may be called', async () => {
    expectProblemAnswer(await system.api.post(body('abroad', 'hello', ['private'])), 403, 'policy_denied');
  });
});

describe('a model that a job may not call', () => {
  test('is not chosen, and the timeline says why', async () => {
    const job = await run('governed', 'hello', ['private']);
    expect(job).toMatchObject({ status: 'completed', model: 'sim-eu' });
    const [choice] = (await stagesOf(job)).filter(({ name }) => name === 'choose_model');
    expect(choice?.details).toMatchObject({ 'sim-far': 'policy', 'sim-eu': 'chosen' });
  });

  test('is left for the next one when it shows what the job holds, and is not asked', async () => {
    const text = 'Write to case-a17@example.org today.';
    const job = await run('governed', text);
    expect(job).toMatchObject({ status: 'completed', model: 'sim-eu', result: { output: text } });
    expect(await decisionsOf(job)).toEqual([
      'admit_job governed allow all-work',
      'call_model sim-far deny mail-stays-here',
      'admit_job governed allow all-work',
      'call_model sim-eu allow all-work',
      'deliver api allow all-work',
    ]);
    expect(await callsAbout(system.simulator, 'case-a17')).toHaveLength(1);
    const told = (await auditOf(system.api, job.id)).map(({ decisions }) => decisions).join('\n');
    expect(told).toContain('call_model sim-far deny by mail-stays-here');
  });

  test('ends the job refused where there is no other', async () => {
    const job = await run('abroad', 'Write to case-b17@example.org today.');
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
    const waiting = await until(job.id, 'awaiting_review');
    expect(waiting.error).toMatchObject({ code: 'policy_denied' });
  });
});

test.each(['governed', 'answering'])('a result of %s that may not be given out is withheld', async (task) => {
  const job = await run(task, 'hello', ['withheld']);
  expect(job).toMatchObject({ status: 'refused', result: null, error: { code: 'policy_denied' } });
  expect(await decisionsOf(job)).toContain('deliver api deny withheld');
});

describe('a duty', () => {
  test('to redact is done', async () => {
    const text = 'Write to case-d17@example.org today.';
    const job = await run('governed', text, ['pseudonyms'], { model: 'sim-eu' });
    expect(job.result?.output).toBe(text);
    expect(await callsAbout(system.simulator, 'case-d17')).toEqual([]);
    const [admitted] = await auditOf(system.api, job.id);
    expect(admitted?.decisions).toBe('admit_job governed allow by all-work,pseudonyms with redact email');
  });

  test('to keep to some models is kept', async () => {
    expect((await run('governed', 'hello', ['own'])).model).toBe('sim-eu');
    const far = body('governed', 'hello', ['own'], { model: 'sim-far' });
    expectProblemAnswer(await system.api.post(far), 403, 'policy_denied');
  });

  test('to cost no more than an amount holds the answer to what is left', async () => {
    const words = 'word '.repeat(200);
    const dear = await run('governed', words);
    expect(dear.cost_micro_usd).toBeGreaterThan(400);
    const tooLong = await run('governed', words, ['cheap']);
    expect(tooLong).toMatchObject({ status: 'failed', error: { code: 'too_expensive' }, cost_micro_usd: 0 });
    const short = await run('governed', 'one two', ['cheap']);
    expect(short.status).toBe('completed');
    expect(short.cost_micro_usd).toBeLessThanOrEqual(400);
  });

  test('to have the request approved holds the job until the role has', async () => {
    const lawyer = await withKey(system.api, {
      ...{ name: 'lawyer', roles: ['legal'] },
      scopes: ['approvals:read', 'approvals:decide'],
    });
    const { body: job } = await system.api.post(body('governed', 'hello', ['sign']));
    await until(job.id, 'awaiting_approval');
    const yes = { decision: 'approve', reason: 'Fine.' };
    expectProblemAnswer(await system.api.request('POST', `/v1/approvals/${job.id}`, yes), 403, 'forbidden');
    expect((await lawyer.api.request('POST', `/v1/approvals/${job.id}`, yes)).status).toBe(200);
    const done = await until(job.id, 'completed');
    expect(done.result?.output).toBe('hello');
    expect(await callsAbout(system.simulator, 'hello')).not.toEqual([]);
  });

  test('to have the answer approved shows it to the role first, and gives out what was shown', async () => {
    const editor = await withKey(system.api, {
      ...{ name: 'editor', roles: ['editor'] },
      scopes: ['approvals:read', 'approvals:decide'],
    });
    const { body: job } = await system.api.post(body('governed', 'to be read first', ['publish']));
    const waiting = await until(job.id, 'awaiting_approval');
    expect(waiting.result).toBeNull();
    const { body: shown } = await editor.api.get<{ candidate: unknown; digest: string }>(
      `/v1/approvals/${job.id}`,
    );
    expect(shown.candidate).toBe('to be read first');
    const yes = { decision: 'approve', reason: 'Fine.', digest: shown.digest };
    expect((await editor.api.request('POST', `/v1/approvals/${job.id}`, yes)).status).toBe(200);
    const done = await until(job.id, 'completed');
    expect(done.result?.output).toBe('to be read first');
    expect(await callsAbout(system.simulator, 'to be read first')).toHaveLength(1);
  });
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
    const job = await run('shadowed', 'hello');
    expect(job).toMatchObject({ status: 'completed', versions: { policy: 1 } });

    const hash = await hashOfRules('tried');
    const tried = (await stagesOf(job)).filter(({ name }) => name === 'policy_shadow');
    expect(tried.map(({ verdict, details }) => [verdict, details?.action, details?.reasons])).toEqual([
      ['allow', 'admit_job', 'all-work,also'],
      ['deny', 'deliver', 'no-letters'],
    ]);
    for (const { details } of tried) expect(details).toMatchObject({ policy: 'tried@2' });
    expect(tried[0]?.details?.hash).not.toBe(hash);
    const completed = (await auditOf(system.api, job.id)).at(-1);
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
    expect((await run('flawed', 'hello')).status).toBe('completed');
    const job = await run('flawed', 'hello', [], { sensitivity: 'restricted' });
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
