import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { openEvents } from '../../support/event-client.ts';
import { dumpRedis, keysWith } from '../../support/redis-dump.ts';
import { callsAbout } from '../../support/simulator-calls.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant, type Tenant } from '../../support/tenant.ts';

const PERSONAL = {
  name: 'Eleanor Whitfield',
  email: 'eleanor.whitfield@mail.example.org',
  phone: '+44 20 7946 0958',
  iban: 'GB33BUKB20201555555555',
};
const TEXT = `Please call Mrs ${PERSONAL.name} on ${PERSONAL.phone} or write to ${PERSONAL.email}; she pays by ${PERSONAL.iban}.`;
const person = {
  type: 'object',
  required: ['person', 'note'],
  properties: {
    person: { type: 'object' },
    note: { type: 'string' },
    ssn: { type: 'string', 'x-visibility': 'tools' },
    tier: { type: 'string', 'x-visibility': 'policy' },
  },
};
const noted = {
  type: 'object',
  required: ['note'],
  properties: { note: { type: 'string' } },
};

let system: System;
let tenant: Tenant;

beforeAll(async () => {
  const task = { description: 'test', models: ['sim-echo'], input_schema: person };
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    catalog: {
      prompts: { whole: { user: '{{ input | json | raw }}' } },
      tasks: {
        record: { ...task, prompt: 'whole', output_schema: noted },
        methods: {
          ...task,
          prompt: 'whole',
          redaction: { classes: 'all', methods: { iban: 'mask', phone: 'replace', email: 'hash' } },
        },
        shaped: { ...task, prompt: 'whole', redaction: { classes: 'all', keep_form: ['phone', 'iban'] } },
      },
    },
  });
});
beforeEach(async () => {
  tenant = await newTenant(system.api);
});
afterAll(() => system.stop());

let number = 0;
/** A text by which the simulator's calls are found. */
const marked = () => `case ${'abcdefgh'[number++ % 8]}${number}x`;

async function sentFor(mark: string): Promise<string> {
  const calls = await callsAbout(system.simulator, mark);
  expect(calls.length).toBeGreaterThan(0);
  return JSON.stringify(calls.map(({ request }) => request));
}

function expectNoneIn(text: string): void {
  for (const value of Object.values(PERSONAL)) expect(text).not.toContain(value);
}

describe('a restricted job', () => {
  const restricted = (prompt: string) =>
    tenant.api.post({ task: 'chat', sensitivity: 'restricted', input: { prompt } }, { wait: 30 });

  test('shows its model pseudonyms only, and answers with the real values', async () => {
    const mark = marked();
    const { body } = await restricted(`${mark} ${TEXT}`);
    expect(body.result?.output).toBe(`${mark} ${TEXT}`);
    const sent = await sentFor(mark);
    expectNoneIn(sent);
    expect(sent).toMatch(/Person_[a-z\d]{9}/);
    expect(sent).toMatch(/user_[a-z\d]{9}@example\.com/);
    const timeline = await tenant.api.get<unknown>(`/v1/jobs/${body.id}/timeline`);
    expect(JSON.stringify(timeline.body)).toMatch(/"iban":1/);
    expectNoneIn(JSON.stringify(timeline.body));
  });

  test('streams the real values, wherever pseudonyms are split', async () => {
    const mark = marked();
    const prompt = `${mark} ${TEXT}`;
    const { body } = await tenant.api.post({
      ...{ task: 'chat', sensitivity: 'restricted', model: 'sim-slow-900', input: { prompt } },
    });
    const events = await (await openEvents(tenant.api, body.id)).all();
    const deltas = events.filter(({ event }) => event === 'output.delta').map(({ data }) => data.text);
    expect(deltas.length).toBeGreaterThan(0);
    const { body: done } = await tenant.api.get(`/v1/jobs/${body.id}`, { prefer: 'wait=30' });
    expect(deltas.join('')).toBe(done.result?.output);
    expect(done.result?.output).toContain(PERSONAL.name);
    expectNoneIn(await sentFor(mark));
  });

  test('leaves neither its values nor what stands for them in Redis', async () => {
    const mark = marked();
    await restricted(`${mark} ${TEXT}`);
    const sent = await sentFor(mark);
    const pseudonym = /Person_[a-z\d]{9}/.exec(sent)?.[0] ?? expect.fail('no pseudonym');
    const { redis, keys } = system.installation.store;
    const dump = await dumpRedis(redis, keys.prefix);
    for (const value of [...Object.values(PERSONAL), pseudonym]) expect(keysWith(dump, value)).toEqual([]);
  });

  test('has the same pseudonym for a person in every job of its tenant, and in none of another’s', async () => {
    const marks = [marked(), marked(), marked()];
    await restricted(`${marks[0]} Mrs ${PERSONAL.name} called.`);
    await restricted(`${marks[1]} I met Mrs ${PERSONAL.name}.`);
    const other = await newTenant(system.api);
    const prompt = `${marks[2]} I met Mrs ${PERSONAL.name}.`;
    await other.api.post({ task: 'chat', sensitivity: 'restricted', input: { prompt } }, { wait: 30 });
    const names = await Promise.all(
      marks.map(async (mark) => /Person_[a-z\d]{9}/.exec(await sentFor(mark))?.[0]),
    );
    expect(names[0]).toBeDefined();
    expect(names[1]).toBe(names[0]);
    expect(names[2]).not.toBe(names[0]);
  });

  test('a hundred at once each get their own values back', async () => {
    const jobs = Array.from({ length: 100 }, (_, i) => `Write to person${i}@mail.example.org about ${i}.`);
    const answers = await Promise.all(jobs.map(restricted));
    for (const [i, { body }] of answers.entries()) expect(body.result?.output).toBe(jobs[i]);
  });
});

test('what is not confidential shows its model people, but neither secrets nor payment data', async () => {
  const mark = marked();
  const { body } = await tenant.api.post(
    { task: 'chat', input: { prompt: `${mark} ${TEXT}` } },
    { wait: 30 },
  );
  expect(body.result?.output).toBe(`${mark} ${TEXT}`);
  const sent = await sentFor(mark);
  expect(sent).toContain(PERSONAL.name);
  expect(sent).not.toContain(PERSONAL.iban);
});

const form = (note: string) => ({ person: { full_name: PERSONAL.name, phone: PERSONAL.phone }, note });

test('JSON has its values back', async () => {
  const mark = marked();
  const input = form(`${mark} ${PERSONAL.name} pays by ${PERSONAL.iban}`);
  const { body } = await tenant.api.post({ task: 'record', sensitivity: 'restricted', input }, { wait: 30 });
  const output = JSON.stringify(body.result?.output);
  expect(output).toContain(PERSONAL.name);
  expect(output).toContain(PERSONAL.iban);
  expectNoneIn(await sentFor(mark));
});

test('what the schema keeps from models never leaves the record', async () => {
  const mark = marked();
  const input = { ...form(mark), ssn: 'canary for tools', tier: 'canary for policy' };
  await tenant.api.post({ task: 'record', input }, { wait: 30 });
  expect(await sentFor(mark)).not.toContain('canary');
});

test('a prompt that reads what models may not see is refused', async () => {
  const { status, body } = await system.api.request<{ detail: string }>('PUT', '/v1/catalog/tasks/leaky', {
    ...{ description: 'x', models: ['sim-echo'], prompt: 'chat' },
    input_schema: {
      type: 'object',
      properties: { prompt: { type: 'string', 'x-visibility': 'policy' }, system: { type: 'string' } },
    },
  });
  expect(status).toBe(400);
  expect(JSON.stringify(body)).toMatch(/reads prompt/);
});

test('masks, replaces and hashes where the task says so, for good', async () => {
  const mark = marked();
  const { body } = await tenant.api.post(
    { task: 'methods', input: form(`${mark} ${PERSONAL.iban} ${PERSONAL.email}`) },
    { wait: 30 },
  );
  const output = String(body.result?.output);
  expect(output).toContain(PERSONAL.name);
  expect(output).toMatch(/\*5555/);
  expect(output).toContain('[phone]');
  expect(output).toMatch(/email_[\w-]{22}/);
  expectNoneIn(await sentFor(mark));
});

test('keeps the form of what a model needs in its form', async () => {
  const mark = marked();
  const { body } = await tenant.api.post(
    { task: 'shaped', input: form(`${mark} ${PERSONAL.iban}`) },
    { wait: 30 },
  );
  expect(String(body.result?.output)).toContain(PERSONAL.iban);
  const sent = await sentFor(mark);
  expectNoneIn(sent);
  expect(sent).toMatch(/\+\d\d \d\d \d{4} \d{4}/);
});
