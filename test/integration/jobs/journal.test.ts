import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { type System, startSystem } from '../../support/system.ts';

const model = new ScriptedModel();
let system: System;

beforeAll(async () => {
  const base_url = await model.start();
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: {
      models: { scripted: simulatedModel({ base_url, price: { input: 2_000_000, output: 4_000_000 } }) },
    },
  });
});
afterAll(async () => {
  await system.stop();
  await model.stop();
});

const GOOD = JSON.stringify({
  ...{ category: 'billing', urgency: 'low', sentiment: 'neutral' },
  ...{ summary: 'A summary.', reply: 'A reply.' },
});

test('a call that was answered is not made again by the next attempt, and not billed again', async () => {
  const { body } = await system.api.post({
    task: 'support-triage',
    model: 'scripted',
    input: { ticket: 'help' },
  });
  const first = await model.next();
  first.write('not JSON');
  first.end();
  const repair = await model.next();
  expect(repair.body.messages).toHaveLength(4);
  repair.fail(503);
  // The second attempt knows the first answer from the journal and goes on with the repair.
  const again = await model.next();
  expect(again.body).toEqual(repair.body);
  again.write(GOOD);
  again.end();

  const job = await system.api.finished(body.id);
  expect(job).toMatchObject({
    status: 'completed',
    attempts: 2,
    usage: { input_tokens: 20, output_tokens: 10 },
    cost_micro_usd: 80,
  });
  const timeline = await system.api.get<{
    data: { stages?: { name: string; verdict: string }[] }[];
  }>(`/v1/jobs/${body.id}/timeline`);
  const verdicts = timeline.body.data.flatMap(({ stages = [] }) =>
    stages.filter(({ name }) => name === 'model_call').map(({ verdict }) => verdict),
  );
  expect(verdicts).toEqual(['answered', 'failed', 'replayed', 'answered']);
});

test('a retry by an operator asks anew, and what the failure cost stays on the bill', async () => {
  const { body } = await system.api.post({
    task: 'support-triage',
    model: 'scripted',
    input: { ticket: 'help' },
  });
  for (let i = 0; i < 3; i++) {
    const call = await model.next();
    call.write('never JSON');
    call.end();
  }
  const failed = await system.api.finished(body.id);
  expect(failed).toMatchObject({ status: 'failed', cost_micro_usd: 120, error: { code: 'invalid_output' } });
  await system.api.request('POST', `/v1/jobs/${body.id}/retry`);
  const fresh = await model.next();
  expect(fresh.body.messages).toHaveLength(2);
  fresh.write(GOOD);
  fresh.end();
  expect(await system.api.finished(body.id)).toMatchObject({
    status: 'completed',
    attempts: 2,
    cost_micro_usd: 160,
    usage: { input_tokens: 40, output_tokens: 20 },
  });
});

test('a job that is cancelled between two calls has paid for the first', async () => {
  const { body } = await system.api.post({
    task: 'support-triage',
    model: 'scripted',
    input: { ticket: 'help' },
  });
  const first = await model.next();
  first.write('not JSON');
  first.end();
  const second = await model.next();
  await system.api.request('POST', `/v1/jobs/${body.id}/cancel`);
  await second.aborted;
  const { body: job } = await system.api.get(`/v1/jobs/${body.id}`);
  expect(job).toMatchObject({ status: 'cancelled', cost_micro_usd: 40, usage: { input_tokens: 10 } });
});

test('what an answer has cost is news for who knows the job by its tag', async () => {
  const { body } = await system.api.post({
    task: 'support-triage',
    model: 'scripted',
    input: { ticket: 'help' },
  });
  const first = await model.next();
  const before = await system.api.get(`/v1/jobs/${body.id}`);
  first.write('not JSON');
  first.end();
  const repair = await model.next();
  const known = { 'if-none-match': before.headers.get('etag') ?? '' };
  const after = await system.api.get(`/v1/jobs/${body.id}`, known);
  repair.write(GOOD);
  repair.end();
  expect(after).toMatchObject({ status: 200, body: { status: 'running', cost_micro_usd: 40 } });
  await system.api.finished(body.id);
});
