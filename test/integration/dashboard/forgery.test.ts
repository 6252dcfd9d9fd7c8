import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readAudit } from '../../../shared/audit/read-audit.ts';
import { ADMIN_PASSWORD, type OpenDashboard, openDashboard } from '../../support/dashboard/open-dashboard.ts';
import { Visitor } from '../../support/dashboard/visitor.ts';

let dashboard: OpenDashboard;
let admin: Visitor;

beforeAll(async () => {
  dashboard = await openDashboard(inject('redisUrl'));
  admin = new Visitor(dashboard.url);
  await admin.signIn('admin', ADMIN_PASSWORD);
});
afterAll(() => dashboard.close());

const PAUSE = '/api/queues/steps/pause';
const isPaused = () => dashboard.installation.queues.queue('steps').isPaused();

test.each([
  ['no token', { 'x-csrf-token': '' }],
  ["another session's token", { 'x-csrf-token': 'A'.repeat(43) }],
  ["another site's origin", { origin: 'https://evil.example' }],
  ['an origin that hides', { origin: 'null' }],
  ['another port of this host', { origin: 'http://127.0.0.1:1' }],
  ['the word of the browser that it is cross-site', { 'sec-fetch-site': 'cross-site' }],
  ['the word of the browser that it is same-site', { 'sec-fetch-site': 'same-site' }],
])('a change with the cookie but %s is refused and audited', async (_, headers) => {
  const before = await readAudit(dashboard.installation.store, undefined, 1);
  expect((await admin.call('PUT', PAUSE, headers)).status).toBe(403);
  expect(await isPaused()).toBe(false);
  const { entries } = await readAudit(dashboard.installation.store, undefined, 1);
  expect(entries[0]?.id).not.toBe(before.entries[0]?.id);
  expect(entries[0]).toMatchObject({ actor: 'user:admin', action: 'request.forged', outcome: 'denied' });
});

test('the same from our own page is done', async () => {
  const own = { origin: dashboard.url, 'sec-fetch-site': 'same-origin' };
  expect((await admin.call('PUT', PAUSE, own)).status).toBe(200);
  expect(await isPaused()).toBe(true);
});

test.each(['/sign-out', '/users', '/users/admin/password'])('a form for %s needs the token', async (path) => {
  const { csrfToken } = admin;
  admin.csrfToken = '';
  expect((await admin.post(path, { csrf: 'x' })).status).toBe(403);
  admin.csrfToken = csrfToken;
  expect((await admin.get('/audit')).status).toBe(200);
});

test("nobody can be signed in from another site's page", async () => {
  const form = { name: 'admin', password: ADMIN_PASSWORD };
  const visitor = new Visitor(dashboard.url);
  const { status, headers } = await visitor.post('/sign-in', form, { origin: 'https://evil.example' });
  expect([status, headers.get('set-cookie')]).toEqual([403, null]);
});

test('pages may not be framed, nor load anything from elsewhere', async () => {
  for (const path of ['/queues/', '/audit', '/users', '/sign-in']) {
    const { headers, text } = await admin.get(path);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy.replaceAll(/'[^']*'|data:/g, '')).not.toMatch(/[:.*]/);
    expect(text).not.toMatch(/(?:href|src|action)="(?:https?:)?\/\//);
    expect(headers.get('cache-control')).toBe('no-store');
  }
});
