import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { putBudget, readBudget } from '../../support/cost/budgets.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant, type Tenant } from '../../support/tenant.ts';

let system: System;
let tenant: Tenant;

beforeAll(async () => {
  const free = { input: 0, output: 0 };
  const model = (kind: string, more: object) =>
    simulatedModel({ kind, provider_model: `sim-${kind}`, ...more });
  const held = (kind: string, more: object) => model(kind, { provider_model: 'sim-hang', ...more });
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: {
      models: {
        'priced-embedding': model('embedding', { price: { input: 1_000_000, output: 7_000_000 } }),
        'held-embedding': held('embedding', { price: { input: 1_000_000, output: 7_000_000 } }),
        'priced-image': model('image', { price: { ...free, image: 500 } }),
        'held-image': held('image', {
          ...{ price: { input: 0, output: 1_000_000, image: 500 }, capabilities: { max_output_tokens: 100 } },
        }),
        'held-audio': held('transcription', {
          ...{ price: { input: 1_000_000, output: 0, audio_minute: 600 } },
          capabilities: { context_tokens: 40 },
        }),
      },
    },
  });
});
beforeEach(async () => {
  tenant = await newTenant(system.api);
  await putBudget(tenant.api, 'all', 1_000);
});
afterAll(() => system.stop());

describe('what a job reserves', () => {
  test.each<[string, string, unknown, number]>([
    // A token for each byte, and what the provider may add, also to each text; no output.
    ['embed', 'held-embedding', { texts: ['four', 'five5'] }, 64 + 9 + 2 * 4],
    ['draw', 'held-image', { prompt: 'a' }, 500 + 100],
    // 3,000 bytes are 6 s at most: 60 micro-USD; more than 40 tokens it cannot hear.
    [
      'transcribe',
      'held-audio',
      { audio: Buffer.alloc(3_000).toString('base64'), media_type: 'audio/ogg' },
      60 + 64 + 40,
    ],
  ])('%s', async (task, model, input, reserved) => {
    const { body } = await tenant.api.post({ task, model, input });
    expect(await readBudget(tenant.api, 'all')).toMatchObject({ reserved_micro_usd: reserved });
    await tenant.api.request('POST', `/v1/jobs/${body.id}/cancel`);
    expect(await readBudget(tenant.api, 'all')).toMatchObject({
      ...{ reserved_micro_usd: 0, spent_micro_usd: 0 },
    });
  });
});

test('what a job costs is settled, and the rest given back', async () => {
  const embed = { task: 'embed', model: 'priced-embedding', input: { texts: ['a text of twenty-four c.'] } };
  const { body } = await tenant.api.post(embed, { wait: 30 });
  expect(body).toMatchObject({ status: 'completed', cost_micro_usd: 6 });
  expect(await readBudget(tenant.api, 'all')).toMatchObject({ reserved_micro_usd: 0, spent_micro_usd: 6 });
});

test('pictures beyond a budget are refused', async () => {
  const draw = { task: 'draw', model: 'priced-image', input: { prompt: 'a', size: '256x256' } };
  expect((await tenant.api.post(draw, { wait: 30 })).body).toMatchObject({ cost_micro_usd: 500 });
  const last = await tenant.api.post({ ...draw, model: 'held-image' });
  expectProblemAnswer(last, 402, 'budget_exceeded');
  expect((await tenant.api.post(draw, { wait: 30 })).body).toMatchObject({ status: 'completed' });
  expectProblemAnswer(await tenant.api.post(draw), 402, 'budget_exceeded');
});
