import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { type System, startSystem } from '../../support/system.ts';

const ATTEMPTS = 2;
const model = new ScriptedModel();
let system: System;

beforeAll(async () => {
  const base_url = await model.start();
  const scripted = simulatedModel({
    ...{ base_url, retry: { attempts: ATTEMPTS, base_ms: 1, max_ms: 1 } },
    breaker: {
      ...{ cool_down_seconds: 0.05, longest_cool_down_seconds: 0.05, probes: 1 },
      thresholds: { unavailable: { least: 1, share: 0.01 } },
    },
  });
  system = await startSystem({ redisUrl: inject('redisUrl'), catalog: { models: { scripted } } });
});
afterAll(async () => {
  await system.stop();
  await model.stop();
});

test('a job that breaks the model keeps it from nobody else, and its failures become its own', async () => {
  const answerOthers = async (): Promise<never> => {
    for (;;) {
      const call = await model.next();
      const poisoned = call.body.messages.some(({ content }) => content.includes('poison'));
      if (poisoned) call.fail(500);
      else call.end();
    }
  };
  void answerOthers();
  const post = async (prompt: string) =>
    (await system.api.post({ task: 'chat', model: 'scripted', input: { prompt } })).body.id;
  const poison = await post('poison');
  const others = await Promise.all(Array.from({ length: 8 }, (_, i) => post(`a good one, ${i}`)));
  const jobs = await Promise.all(others.map((id) => system.api.finished(id)));
  expect(new Set(jobs.map(({ status }) => status))).toEqual(new Set(['completed']));
  expect(await system.api.finished(poison)).toMatchObject({
    ...{ status: 'failed', attempts: ATTEMPTS, error: { code: 'model_unavailable' } },
  });
});
