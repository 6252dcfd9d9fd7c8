import { expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { openEvents } from '../../support/event-client.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { startSystem } from '../../support/system.ts';

test('a worker that must leave gives its job back; the next begins again, and says so to who listens', async () => {
  const model = new ScriptedModel();
  const base_url = await model.start();
  const options = {
    redisUrl: inject('redisUrl'),
    catalog: { models: { scripted: simulatedModel({ base_url }) } },
    env: { DRAIN_SECONDS: '0' },
  };
  const api = await startSystem({ ...options, workers: 0 });
  const shared = { ...options, keyPrefix: api.env.KEY_PREFIX };
  const leaving = await startSystem(shared);
  const { body } = await api.api.post({ task: 'chat', model: 'scripted', input: { prompt: 'go' } });
  const stream = await openEvents(api.api, body.id);
  const first = await model.next();
  first.write('half of');
  await stream.until('output.delta');
  await leaving.stop();
  await first.aborted;

  const next = await startSystem(shared);
  const second = await model.next();
  second.write('all of it');
  second.end();
  const events = await stream.all();
  expect(events.map(({ event }) => event)).toEqual([
    ...['job.queued', 'job.running', 'output.delta', 'job.queued', 'job.running'],
    ...['output.reset', 'output.delta', 'job.completed'],
  ]);
  // What was given back does not count as a try.
  expect(events.at(-1)?.data).toMatchObject({ attempts: 1, result: { output: 'all of it' } });
  await next.stop();
  await api.stop();
  await model.stop();
});
