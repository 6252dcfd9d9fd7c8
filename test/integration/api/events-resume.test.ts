import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { simulatedModel } from '../../support/catalog.ts';
import { openEvents, type SentEvent } from '../../support/event-client.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { type System, startSystem } from '../../support/system.ts';

const model = new ScriptedModel();
let system: System;
let id: string;
let events: SentEvent[];

/** One job whose stream broke once, all its events heard live by a client that left after every one of them. */
beforeAll(async () => {
  const base_url = await model.start();
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: { models: { scripted: simulatedModel({ base_url }) } },
  });
  const { body } = await system.api.post({ task: 'chat', model: 'scripted', input: { prompt: 'go' } });
  id = body.id;
  events = [];
  const hear = async () => {
    const stream = await openEvents(system.api, id, events.at(-1)?.id);
    const event = await stream.next();
    if (event) events.push(event);
    stream.close();
    return event?.event;
  };
  await hear();
  const first = await model.next();
  await hear();
  first.write('one ');
  await hear();
  first.write('two ');
  await hear();
  first.break();
  const second = await model.next();
  second.write('one two three');
  while ((await hear()) !== 'output.delta');
  second.end();
  while ((await hear()) !== 'job.completed');
});
afterAll(async () => {
  await system.stop();
  await model.stop();
});

test('a client that comes back after every event hears each of them once', () => {
  expect(events.map(({ event, data }) => (event === 'output.delta' ? data.text : event))).toEqual([
    ...['job.queued', 'job.running', 'one ', 'two ', 'job.queued', 'job.running'],
    ...['output.reset', 'one two three', 'job.completed'],
  ]);
});

test('what is heard afterwards is the same, from every place on', async () => {
  expect(await (await openEvents(system.api, id)).all()).toEqual(events);
  for (const [i, event] of events.entries()) {
    const stream = await openEvents(system.api, id, event.id);
    expect(await stream.all(), `behind event ${i}`).toEqual(events.slice(i + 1));
    expect(stream.status).toBe(i === events.length - 1 ? 204 : 200);
  }
});

test.each(['', 'nonsense', '0-0', '999-0', '999-999', '-1-2', '6-3', '5-4', '1e1-0', '1-2-3'])(
  'an id that is none of ours (%s) starts from the beginning',
  async (lastEventId) => {
    const heard = await (await openEvents(system.api, id, lastEventId)).all();
    expect(heard.at(-1)).toEqual(events.at(-1));
  },
);

test('after a retry, the id of the failure leads on', async () => {
  const { body } = await system.api.post({ task: 'chat', model: 'scripted', input: { prompt: 'fail' } });
  (await model.next()).fail(400);
  const before = await (await openEvents(system.api, body.id)).all();
  const failed = before.at(-1);
  expect(failed).toMatchObject({ event: 'job.failed', data: { error: { code: 'model_rejected' } } });
  expect((await openEvents(system.api, body.id, failed?.id)).status).toBe(204);

  await system.api.request('POST', `/v1/jobs/${body.id}/retry`);
  const rest = openEvents(system.api, body.id, failed?.id);
  const call = await model.next();
  call.write('well');
  call.end();
  const after = await (await rest).all();
  expect(after.map(({ event }) => event)).toEqual([
    ...['job.queued', 'job.running', 'output.delta', 'job.completed'],
  ]);
  const late = await (await openEvents(system.api, body.id, failed?.id)).all();
  expect(late, 'also when it has ended again').toEqual(after);
  const whole = await (await openEvents(system.api, body.id)).all();
  expect(whole.map(({ event }) => event)).toEqual([
    ...before.map(({ event }) => event),
    ...after.map(({ event }) => event),
  ]);
});
