import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { hashPassword } from '../../../dashboard/sign-in/password.ts';
import { changeUser, createUser } from '../../../dashboard/sign-in/users.ts';
import { ADMIN_PASSWORD, type OpenDashboard, openDashboard } from '../../support/dashboard/open-dashboard.ts';
import { Visitor } from '../../support/dashboard/visitor.ts';

const PASSWORD = 'a long enough password';
let dashboard: OpenDashboard;
let users = 0;
let passwordHash: string;

beforeAll(async () => {
  dashboard = await openDashboard(inject('redisUrl'));
  passwordHash = await hashPassword(PASSWORD);
});
afterAll(() => dashboard.close());

const visitor = () => new Visitor(dashboard.url);

async function newUser(role: 'viewer' | 'operator' = 'viewer'): Promise<string> {
  const name = `user-${++users}`;
  await createUser(dashboard.installation.store, { name, role, passwordHash });
  return name;
}

async function signedIn(name: string): Promise<Visitor> {
  const person = visitor();
  expect((await person.signIn(name, PASSWORD)).status).toBe(303);
  return person;
}

test('health needs no sign-in, everything else does', async () => {
  expect((await visitor().get('/healthz')).status).toBe(200);
  expect((await visitor().get('/readyz')).status).toBe(200);
  for (const path of [
    '/',
    '/queues/',
    '/queues/queue/steps',
    '/queues/static/favicon.ico',
    '/audit',
    '/users',
  ]) {
    const { status, headers } = await visitor().get(path);
    expect([path, status, headers.get('location')]).toEqual([
      path,
      303,
      `/sign-in?next=${encodeURIComponent(path)}`,
    ]);
  }
  expect((await visitor().get('/timeline/acme/job_x')).status).toBe(303);
  expect((await visitor().call('GET', '/api/queues')).status).toBe(401);
  expect((await visitor().call('PUT', '/api/queues/pause')).status).toBe(401);
  expect((await visitor().post('/users', {})).status).toBe(401);
});

test('the first administrator is an operator and lands where it wanted to go', async () => {
  const admin = visitor();
  const { status, headers } = await admin.post('/sign-in', {
    name: 'admin',
    password: ADMIN_PASSWORD,
    next: '/audit?before=1-1',
  });
  expect([status, headers.get('location')]).toEqual([303, '/audit?before=1-1']);
  expect(headers.get('set-cookie')).toMatch(
    /^\w+-dashboard=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/,
  );
  expect((await admin.get('/audit')).text).toContain('admin (operator)');
});

test('behind TLS the cookie is marked secure', async () => {
  const form = { name: 'admin', password: ADMIN_PASSWORD };
  const { headers } = await visitor().post('/sign-in', form, { 'x-forwarded-proto': 'https' });
  expect(headers.get('set-cookie')).toMatch(/; Secure$/);
});

test('a wrong password, an unknown user and a disabled one get the same answer', async () => {
  const known = await newUser();
  const disabled = await newUser();
  await changeUser(dashboard.installation.store, disabled, { disabled: true });
  const answers = await Promise.all([
    visitor().post('/sign-in', { name: known, password: 'wrong' }),
    visitor().post('/sign-in', { name: 'nobody-here', password: 'wrong' }),
    visitor().post('/sign-in', { name: disabled, password: PASSWORD }),
  ]);
  const neutral = answers.map(({ status, text }) => [
    status,
    text.replace(/value="(user-\d+|nobody-here)"/, 'value=""'),
  ]);
  expect(neutral).toEqual([neutral[0], neutral[0], neutral[0]]);
  expect(answers[0].status).toBe(401);
});

describe('sessions', () => {
  test('a session that was there before the sign-in does not survive it', async () => {
    const name = await newUser();
    const person = await signedIn(name);
    const before = person.cookie;
    await person.signIn(name, PASSWORD);
    expect(person.cookie).not.toBe(before);
    const holder = visitor();
    holder.cookie = before;
    expect((await holder.get('/audit')).status).toBe(303);
  });

  test('a token chosen by somebody else is not taken over', async () => {
    const person = visitor();
    const name = (await signedIn(await newUser())).cookie.split('=')[0];
    person.cookie = `${name}=chosen-by-an-attacker`;
    await person.signIn(await newUser(), PASSWORD);
    expect(person.cookie).not.toContain('chosen');
    expect((await person.get('/audit')).status).toBe(200);
  });

  test('Redis holds no token, and forgets a session after 12 hours', async () => {
    const person = await signedIn(await newUser());
    const token = person.cookie.split('=')[1] ?? '';
    const { redis, keys } = dashboard.installation.store;
    const stored = await redis.keys(`${keys.prefix}:dashboard:session:*`);
    expect(stored.filter((key) => key.includes(token))).toEqual([]);
    const lives = await Promise.all(stored.map((key) => redis.ttl(key)));
    expect(lives.every((seconds) => seconds > 0 && seconds <= 12 * 3_600)).toBe(true);
  });

  test('signing out ends the session', async () => {
    const person = await signedIn(await newUser());
    const { cookie } = person;
    expect((await person.post('/sign-out', {})).headers.get('location')).toBe('/sign-in');
    const holder = visitor();
    holder.cookie = cookie;
    expect((await holder.get('/audit')).status).toBe(303);
  });

  test.each([
    ['disabled', { disabled: true }],
    ['given a new password', { passwordHash: 'scrypt$1$1$1$c2FsdA$aGFzaA' }],
  ])('somebody who is %s is out at once', async (_, change) => {
    const name = await newUser();
    const person = await signedIn(name);
    await changeUser(dashboard.installation.store, name, change);
    expect((await person.get('/audit')).status).toBe(303);
  });

  test('a role counts from the moment it is changed', async () => {
    const name = await newUser('operator');
    const person = await signedIn(name);
    expect((await person.get('/users')).status).toBe(200);
    await changeUser(dashboard.installation.store, name, { role: 'viewer' });
    expect((await person.get('/users')).status).toBe(403);
  });
});

describe('the administrator of the configuration', () => {
  test('gets the configured password at a restart, and back what was taken', async () => {
    const { store } = dashboard.installation;
    await changeUser(store, 'admin', { disabled: true, role: 'viewer' });
    await dashboard.restart('another good password');
    expect((await visitor().signIn('admin', ADMIN_PASSWORD)).status).toBe(401);
    const admin = visitor();
    expect((await admin.signIn('admin', 'another good password')).status).toBe(303);
    expect((await admin.get('/users')).status).toBe(200);
    await dashboard.restart(ADMIN_PASSWORD);
  });

  test('stays as it is when the password is the same', async () => {
    const { store } = dashboard.installation;
    const admin = visitor();
    await admin.signIn('admin', ADMIN_PASSWORD);
    await dashboard.restart(ADMIN_PASSWORD);
    expect((await admin.get('/audit')).status).toBe(200);
    expect(await store.redis.smembers(store.keys.dashboardUsers())).toContain('admin');
  });
});
