import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { JobObject } from '../../../shared/contracts/job-object.ts';
import type { ApiClient } from '../../support/api-client.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant } from '../../support/tenant.ts';

interface Page {
  readonly object: string;
  readonly data: readonly JobObject[];
  readonly next_cursor: string | null;
}

let system: System;
let api: ApiClient;
const jobs: Record<string, JobObject> = {};

async function list(query: string): Promise<readonly JobObject[]> {
  const { status, body } = await api.get<Page>(`/v1/jobs${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.data;
}
const ids = (found: readonly JobObject[]) => found.map(({ id }) => id);
const idsOf = (...names: string[]) => names.map((name) => jobs[name]?.id);

async function make(name: string, body: Record<string, unknown>): Promise<void> {
  const answer = await api.post({ task: 'chat', input: { prompt: name }, ...body }, { wait: 30 });
  jobs[name] = answer.body;
}

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl') });
  api = (await newTenant(system.api)).api;
  await make('first', { subject: 'anna', metadata: { region: 'eu', plan: 'free' } });
  await make('triage', { task: 'support-triage', input: { ticket: 'help' }, subject: 'anna' });
  await make('refused', { model: 'sim-refuse', subject: 'bert', metadata: { region: 'us' } });
  await make('failed', { model: 'sim-status-400', metadata: { region: 'eu', plan: 'pro' } });
  await make('odd', { subject: 'a b&c=d/é', metadata: { 'a.b c&=é': 'x y&=é' } });
  await make('deleted', { subject: 'anna', metadata: { region: 'eu' } });
  await api.request('DELETE', `/v1/jobs/${jobs.deleted?.id}`);
});
afterAll(() => system.stop());

test('lists whole job objects, newest first, without the deleted', async () => {
  const { body } = await api.get<Page>('/v1/jobs');
  expect(body).toEqual({
    object: 'list',
    data: [jobs.odd, jobs.failed, jobs.refused, jobs.triage, jobs.first],
    next_cursor: null,
  });
});

describe('filters', () => {
  test('status, one or several', async () => {
    expect(ids(await list('?status=completed'))).toEqual(idsOf('odd', 'triage', 'first'));
    expect(ids(await list('?status=failed,refused'))).toEqual(idsOf('failed', 'refused'));
    expect(ids(await list('?status=failed,failed'))).toEqual(idsOf('failed'));
    expect(await list('?status=running')).toEqual([]);
  });

  test('task, known or not', async () => {
    expect(ids(await list('?task=support-triage'))).toEqual(idsOf('triage'));
    expect(ids(await list('?task=chat&status=failed'))).toEqual(idsOf('failed'));
    expect(await list('?task=nothing')).toEqual([]);
  });

  test('subject', async () => {
    expect(ids(await list('?subject=anna'))).toEqual(idsOf('triage', 'first'));
    expect(ids(await list('?subject=anna&task=chat'))).toEqual(idsOf('first'));
    expect(ids(await list(`?subject=${encodeURIComponent('a b&c=d/é')}`))).toEqual(idsOf('odd'));
    expect(await list('?subject=ann')).toEqual([]);
  });

  test('metadata, one pair or several', async () => {
    expect(ids(await list('?metadata.region=eu'))).toEqual(idsOf('failed', 'first'));
    expect(ids(await list('?metadata.region=eu&metadata.plan=pro'))).toEqual(idsOf('failed'));
    expect(ids(await list('?metadata.region=eu&status=completed'))).toEqual(idsOf('first'));
    expect(ids(await list('?metadata.region=us&subject=bert'))).toEqual(idsOf('refused'));
    expect(await list('?metadata.region=eu&subject=bert')).toEqual([]);
    const pair = `metadata.${encodeURIComponent('a.b c&=é')}=${encodeURIComponent('x y&=é')}`;
    expect(ids(await list(`?${pair}`))).toEqual(idsOf('odd'));
  });

  test('created_after counts from a moment on, created_before up to it', async () => {
    const moment = encodeURIComponent(jobs.refused?.created_at ?? '');
    expect(ids(await list(`?created_after=${moment}`))).toEqual(idsOf('odd', 'failed', 'refused'));
    expect(ids(await list(`?created_before=${moment}`))).toEqual(idsOf('triage', 'first'));
    expect(await list(`?created_after=${moment}&created_before=${moment}`)).toEqual([]);
    const abroad = new Date(Date.parse(jobs.refused?.created_at ?? '') + 7_200_000);
    const offset = encodeURIComponent(abroad.toISOString().replace('Z', '+02:00'));
    expect(ids(await list(`?created_after=${offset}`))).toEqual(idsOf('odd', 'failed', 'refused'));
  });
});

describe('what is refused, by name', () => {
  test.each([
    ['stauts=queued', /stauts.*did you mean status/s],
    ['unknown=1', /unknown/],
    ['constructor=1', /constructor/],
    ['toString=1', /toString/],
    ['__proto__=1', /__proto__/],
    ['metadata=1', /metadata/],
    ['metadata.=1', /metadata/],
    ['status=quued', /status/],
    ['status=', /status/],
    ['status=queued&status=failed', /status/],
    ['task=No%20Name', /task/],
    ['subject=', /subject/],
    ['limit=0', /limit/],
    ['limit=101', /limit/],
    ['limit=1.5', /limit/],
    ['limit=many', /limit/],
    ['created_after=yesterday', /created_after/],
    ['created_before=2024-02-30T00:00:00Z', /created_before/],
    ['cursor=nonsense', /cursor/],
    [`cursor=${Buffer.from('1 ').toString('base64url')}`, /cursor/],
  ])('%s', async (query, says) => {
    const answer = await api.get(`/v1/jobs?${query}`);
    expect(expectProblemAnswer(answer, 400, 'invalid_request').detail).toMatch(says);
  });
});

test('another tenant sees none of it', async () => {
  const other = await newTenant(system.api);
  for (const query of ['', '?subject=anna', '?metadata.region=eu', '?task=chat', '?status=failed']) {
    expect((await other.api.get<Page>(`/v1/jobs${query}`)).body.data).toEqual([]);
  }
  await other.api.post({ task: 'chat', input: { prompt: randomUUID() }, subject: 'anna' }, { wait: 30 });
  expect((await other.api.get<Page>('/v1/jobs?subject=anna')).body.data).toHaveLength(1);
  expect(ids(await list('?subject=anna'))).toEqual(idsOf('triage', 'first'));
});
