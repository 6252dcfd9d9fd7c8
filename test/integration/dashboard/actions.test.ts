import { appRoutes } from '@bull-board/api/dist/routes.js';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { hashPassword } from '../../../dashboard/sign-in/password.ts';
import { createUser } from '../../../dashboard/sign-in/users.ts';
import { readAudit } from '../../../shared/audit/read-audit.ts';
import { enqueueJob, QUEUE, runNextHop } from '../../support/dashboard/hops.ts';
import { ADMIN_PASSWORD, type OpenDashboard, openDashboard } from '../../support/dashboard/open-dashboard.ts';
import { Visitor } from '../../support/dashboard/visitor.ts';

/** All that anybody may change through the board. */
const ALLOWED = [
  'PUT /api/queues/pause',
  'PUT /api/queues/resume',
  'PUT /api/queues/:queueName/pause',
  'PUT /api/queues/:queueName/resume',
  'PUT /api/queues/:queueName/promote',
  'PUT /api/queues/:queueName/retry/:queueStatus',
  'PUT /api/queues/:queueName/:jobId/retry',
  'PUT /api/queues/:queueName/:jobId/promote',
];

const ROUTES = appRoutes.api.flatMap(({ method, route }) =>
  [method].flat().flatMap((one) => [route].flat().map((path) => `${one.toUpperCase()} ${path}`)),
);
const CHANGES = ROUTES.filter((route) => !route.startsWith('GET '));

let dashboard: OpenDashboard;
let operator: Visitor;
let viewer: Visitor;
let failedHop: string;
let completedHop: string;

beforeAll(async () => {
  dashboard = await openDashboard(inject('redisUrl'));
  const { installation, url } = dashboard;
  const passwordHash = await hashPassword('a long enough password');
  await createUser(installation.store, { name: 'vera', role: 'viewer', passwordHash });
  operator = new Visitor(url);
  viewer = new Visitor(url);
  await operator.signIn('admin', ADMIN_PASSWORD);
  await viewer.signIn('vera', 'a long enough password');
  failedHop = `${await enqueueJob(installation)}-1`;
  await runNextHop(installation, 'failed');
  completedHop = `${await enqueueJob(installation)}-1`;
  await runNextHop(installation, 'completed');
});
afterAll(() => dashboard.close());

function callTo(route: string): [method: string, path: string] {
  const [method = '', template = ''] = route.split(' ');
  const path = template
    .replace(':queueName', QUEUE)
    .replace(':jobId', failedHop)
    .replace(':queueStatus', 'failed')
    .replace(':schedulerId', 'sweep');
  return [method, path];
}

async function lastAudit() {
  const { entries } = await readAudit(dashboard.installation.store, undefined, 1);
  const entry = entries[0];
  if (!entry) throw new Error('the audit trail is empty');
  const { actor, action, target, outcome, reason } = entry;
  return { actor, action, target, outcome, reason };
}

const state = async () => {
  const queue = dashboard.installation.queues.queue(QUEUE);
  return [await queue.getJobCounts(), await queue.isPaused(), await queue.getGlobalConcurrency()];
};

test('the routes of the board are the ones this was written for', () => {
  expect(CHANGES.filter((route) => ALLOWED.includes(route)).toSorted()).toEqual(ALLOWED.toSorted());
  expect(CHANGES.length).toBeGreaterThan(ALLOWED.length);
});

test.each(CHANGES)('a viewer is refused %s', async (route) => {
  const before = await state();
  expect((await viewer.call(...callTo(route))).status).toBe(403);
  expect(await state()).toEqual(before);
  expect(await lastAudit()).toMatchObject({ actor: 'user:vera', outcome: 'denied' });
});

test.each(CHANGES.filter((route) => !ALLOWED.includes(route)))('an operator is refused %s', async (route) => {
  const before = await state();
  expect((await operator.call(...callTo(route))).status).toBe(403);
  expect(await state()).toEqual(before);
  expect(await lastAudit()).toMatchObject({
    actor: 'user:admin',
    action: 'board.forbidden',
    outcome: 'denied',
    reason: 'not_allowed',
  });
});

test('what exists under no route is refused as well', async () => {
  expect((await operator.call('DELETE', `/api/queues/${QUEUE}`)).status).toBe(404);
});

test('a viewer reads the board, which offers it no buttons', async () => {
  const { status, text } = await viewer.call('GET', '/api/queues');
  expect(status).toBe(200);
  const { queues } = JSON.parse(text) as { queues: { name: string; readOnlyMode: boolean }[] };
  expect(queues.map(({ name }) => name)).toEqual(
    expect.arrayContaining([QUEUE, 'steps', 'deliveries', 'maintenance']),
  );
  expect(queues.every(({ readOnlyMode }) => readOnlyMode)).toBe(true);
  expect((await operator.call('GET', '/api/queues')).text).toContain('"readOnlyMode":false');
});

test('a completed hop cannot be retried, alone or with all', async () => {
  expect((await operator.call('PUT', `/api/queues/${QUEUE}/${completedHop}/retry`)).status).toBe(403);
  expect(await lastAudit()).toEqual({
    actor: 'user:admin',
    action: 'hop.retry',
    target: `${QUEUE} ${completedHop}`,
    outcome: 'denied',
    reason: 'not_failed',
  });
  expect((await operator.call('PUT', `/api/queues/${QUEUE}/retry/completed`)).status).toBe(403);
  expect(await dashboard.installation.queues.queue(QUEUE).getCompletedCount()).toBe(1);
});

test('a hop that is gone, or not delayed, gets a clear answer', async () => {
  expect((await operator.call('PUT', `/api/queues/${QUEUE}/job_x-1/retry`)).status).toBe(404);
  expect((await operator.call('PUT', `/api/queues/nowhere/job_x-1/retry`)).status).toBe(404);
  const { status, text } = await operator.call('PUT', `/api/queues/${QUEUE}/${failedHop}/promote`);
  expect(status).toBe(409);
  expect(text).toContain('not delayed');
});

test('an operator pauses and resumes one queue and all', async () => {
  const queue = dashboard.installation.queues.queue(QUEUE);
  for (const [path, action, target, paused] of [
    [`/api/queues/${QUEUE}/pause`, 'queue.pause', QUEUE, true],
    [`/api/queues/${QUEUE}/resume`, 'queue.resume', QUEUE, false],
    ['/api/queues/pause', 'queue.pause_all', 'all queues', true],
    ['/api/queues/resume', 'queue.resume_all', 'all queues', false],
  ] as const) {
    expect((await operator.call('PUT', path)).status).toBe(200);
    expect(await queue.isPaused()).toBe(paused);
    expect(await lastAudit()).toMatchObject({ actor: 'user:admin', action, target, outcome: 'done' });
  }
});

test('an operator promotes delayed hops', async () => {
  const queue = dashboard.installation.queues.queue('maintenance');
  const hops = await Promise.all([1, 2, 3].map(() => queue.add('sweep', {}, { delay: 3_600_000 })));
  expect((await operator.call('PUT', `/api/queues/maintenance/${hops[0]?.id}/promote`)).status).toBe(204);
  expect(await queue.getDelayedCount()).toBe(2);
  expect((await operator.call('PUT', '/api/queues/maintenance/promote')).status).toBe(200);
  expect(await queue.getDelayedCount()).toBe(0);
});
