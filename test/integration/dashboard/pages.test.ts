import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { hashPassword } from '../../../dashboard/sign-in/password.ts';
import { createUser } from '../../../dashboard/sign-in/users.ts';
import { appendAudit } from '../../../shared/audit/append-audit.ts';
import { enqueueJob, QUEUE, runNextHop, SECRET } from '../../support/dashboard/hops.ts';
import {
  ADMIN_PASSWORD,
  type OpenDashboard,
  openDashboard,
  TENANT,
} from '../../support/dashboard/open-dashboard.ts';
import { Visitor } from '../../support/dashboard/visitor.ts';

const PASSWORD = 'a long enough password';
let dashboard: OpenDashboard;
let operator: Visitor;
let viewer: Visitor;
let id: string;

beforeAll(async () => {
  dashboard = await openDashboard(inject('redisUrl'));
  const { installation, url } = dashboard;
  const passwordHash = await hashPassword(PASSWORD);
  await createUser(installation.store, { name: 'vera', role: 'viewer', passwordHash });
  operator = new Visitor(url);
  viewer = new Visitor(url);
  await operator.signIn('admin', ADMIN_PASSWORD);
  await viewer.signIn('vera', PASSWORD);
  id = await enqueueJob(installation);
  await runNextHop(installation, 'failed');
});
afterAll(() => dashboard.close());

/** What a reader sees of a page. */
const textOf = (page: string) =>
  page
    .slice(page.indexOf('<main>'))
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

describe('the timeline', () => {
  test('tells a job from its admission to its end, to viewers too', async () => {
    const { status, text } = await viewer.get(`/timeline/${TENANT}/${id}`);
    expect(status).toBe(200);
    const seen = textOf(text);
    for (const expected of [
      'Job failed',
      'Error model_rejected in stage call-model',
      'chat@1',
      QUEUE,
      '12 in (0 cached), 34 out (0 reasoning)',
      '$0.000056',
      '0af7651916cd43dd8448eb211c80319c',
      'call-model: fail model sim-echo, input_tokens 12, output_tokens 34',
      '38 ms model_rejected',
    ]) {
      expect(seen).toContain(expected);
    }
  });

  test('shows names and codes as text, whatever they hold', async () => {
    const { redis, keys } = dashboard.installation.store;
    const evil = {
      at: Date.now(),
      status: 'failed',
      code: '<img src=x onerror=alert(1)>',
      actor: '"><script>',
    };
    await redis.rpush(keys.jobLog(TENANT, id), JSON.stringify(evil));
    const { text } = await operator.get(`/timeline/${TENANT}/${id}`);
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(text).not.toMatch(/<img|<script/);
  });

  test.each([
    '/timeline/acme/job_unknown',
    '/timeline/nobody/job_1',
    '/timeline/acme/x',
    `/timeline/${encodeURIComponent('a}:b')}/job_1`,
    '/timeline/acme/%00',
    '/timeline/acme/%E0%A4%A',
  ])('%s is a clear 4xx', async (path) => {
    const { status } = await operator.get(path);
    expect([400, 404]).toContain(status);
  });
});

test('a hop on the board links to the timeline of its job', async () => {
  const { text } = await viewer.call('GET', `/api/queues/${QUEUE}/${id}-1`);
  const { job } = JSON.parse(text) as { job: { externalUrl: { href: string } } };
  expect(job.externalUrl.href).toBe(`/timeline/${TENANT}/${id}`);
});

test('no content of a job is anywhere to be seen', async () => {
  const pages = await Promise.all([
    ...['/queues/', '/audit', '/users', `/timeline/${TENANT}/${id}`].map((path) => operator.get(path)),
    ...[
      `/api/queues?activeQueue=${QUEUE}&status=failed&page=1&jobsPerPage=10`,
      `/api/queues?activeQueue=deliveries&status=waiting&page=1&jobsPerPage=10`,
      `/api/queues/${QUEUE}/${id}-1`,
      `/api/queues/${QUEUE}/${id}-1/logs`,
      `/api/queues/${QUEUE}/${id}-1/flow`,
    ].map((path) => operator.call('GET', path)),
  ]);
  expect(pages.map(({ status }) => status)).toEqual(pages.map(() => 200));
  expect(pages.filter(({ text }) => text.includes(SECRET) || text.includes('receiver.example'))).toEqual([]);
});

describe('the audit page', () => {
  test('is read by viewers, with everything escaped', async () => {
    const { store } = dashboard.installation;
    await appendAudit(store, undefined, { actor: 'user:x', action: '<b>bold</b>', target: '<script>' });
    const { status, text } = await viewer.get('/audit');
    expect(status).toBe(200);
    expect(text).toContain('&lt;b&gt;bold&lt;/b&gt;');
    expect(text).not.toMatch(/<script|<b>/);
    expect(textOf(text)).toContain('user:vera sign_in');
  });

  test('goes back to the first entry', async () => {
    const { store } = dashboard.installation;
    const entries = Array.from({ length: 230 }, (_, i) => ({
      actor: 'test',
      action: 'count',
      target: `#${i}#`,
    }));
    for (const entry of entries) await appendAudit(store, undefined, entry);
    const seen: string[] = [];
    for (let path: string | undefined = '/audit'; path; ) {
      const { text } = await viewer.get(path);
      seen.push(...(text.match(/#\d+#/g) ?? []));
      path = /href="(\/audit\?before=[^"]+)"/.exec(text)?.[1];
    }
    expect(seen).toEqual(entries.map(({ target }) => target).toReversed());
  });

  test('ignores a place that is none', async () => {
    expect((await viewer.get('/audit?before=%28%2B')).status).toBe(200);
    expect((await viewer.get('/audit?before=1-1&before=2-2')).status).toBe(200);
    expect((await viewer.get('/audit?before=9999999999999999999-1')).status).toBe(200);
  });
});

describe('the users page', () => {
  const signIn = (name: string, password: string) => new Visitor(dashboard.url).signIn(name, password);

  test('is for operators', async () => {
    expect((await viewer.get('/users')).status).toBe(403);
    expect((await viewer.post('/users', { name: 'eve', password: PASSWORD, role: 'operator' })).status).toBe(
      403,
    );
    expect((await signIn('eve', PASSWORD)).status).toBe(401);
    expect(textOf((await operator.get('/audit')).text)).toContain(
      'user:vera user.manage POST /users denied role',
    );
  });

  test('adds people, changes their role, password and access', async () => {
    const added = await operator.post('/users', { name: 'otto', password: PASSWORD, role: 'operator' });
    expect(textOf(added.text)).toContain('otto may sign in as operator now.');
    expect((await signIn('otto', PASSWORD)).status).toBe(303);
    expect((await operator.post('/users/otto/role', { role: 'viewer' })).status).toBe(200);
    expect((await operator.post('/users/otto/password', { password: 'an even longer one' })).status).toBe(
      200,
    );
    expect((await signIn('otto', PASSWORD)).status).toBe(401);
    expect((await operator.post('/users/otto/access', { disabled: '1' })).status).toBe(200);
    expect((await signIn('otto', 'an even longer one')).status).toBe(401);
    expect((await operator.post('/users/otto/access', { disabled: '0' })).status).toBe(200);
    expect((await signIn('otto', 'an even longer one')).status).toBe(303);
    expect(textOf((await operator.get('/audit')).text)).toMatch(
      /user.set_access otto done .* user.set_password otto done .* user.set_role otto done .* user.create otto done/,
    );
  });

  test.each([
    [
      '/users',
      { name: 'vera', password: PASSWORD, role: 'viewer' },
      409,
      'There is a user named vera already.',
    ],
    ['/users', { name: 'x', password: 'short', role: 'viewer' }, 400, 'at least 12 characters'],
    ['/users', { name: '<b>', password: PASSWORD, role: 'viewer' }, 400, 'lower-case letters'],
    ['/users', { name: 'x', password: PASSWORD, role: 'root' }, 400, 'viewer or operator'],
    ['/users/admin/role', { role: 'viewer' }, 403, 'Ask another operator'],
    ['/users/admin/access', { disabled: '1' }, 403, 'Ask another operator'],
    ['/users/nobody/role', { role: 'viewer' }, 404, 'There is no user named nobody.'],
  ])('%s with %j says what is wrong', async (path, form, status, words) => {
    const got = await operator.post(path, form);
    expect([got.status, textOf(got.text)]).toEqual([status, expect.stringContaining(words)]);
  });
});

test.each(['/nowhere', '/%E0%A4%A', '/audit/more', '/assets/../main.ts', '/assets/%2e%2e/main.ts'])(
  'there is nothing at %s',
  async (path) => expect((await operator.get(path)).status).toBe(404),
);

test.each([
  '?status=%00',
  '?activeQueue=%25E0%25A4',
  '?activeQueue=%E0%A4%A',
  '?page=-1',
  '?page=1e99',
  '?jobsPerPage=1000000&activeQueue=steps',
  '?activeQueue=a&activeQueue=b',
])('the board answers a query like %s with 400', async (query) => {
  expect((await viewer.call('GET', `/api/queues${query}`)).status).toBe(400);
});

test('bodies that are too large or make no sense are a 4xx', async () => {
  const strange = { 'content-type': 'application/json; charset=x' };
  expect((await operator.post('/users', { name: 'x'.repeat(40_000) })).status).toBe(413);
  expect((await operator.call('PUT', `/api/queues/${QUEUE}/x/retry`, strange)).status).toBe(415);
  expect((await new Visitor(dashboard.url).post('/sign-in', { name: 'x' })).status).toBe(400);
});
