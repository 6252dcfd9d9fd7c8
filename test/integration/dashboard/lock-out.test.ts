import { createSecretKey, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { ADDRESS_FAILURES, LockOut, USER_FAILURES } from '../../../dashboard/sign-in/lock-out.ts';
import { hashPassword } from '../../../dashboard/sign-in/password.ts';
import { createUser } from '../../../dashboard/sign-in/users.ts';
import { readAudit } from '../../../shared/audit/read-audit.ts';
import { type OpenDashboard, openDashboard } from '../../support/dashboard/open-dashboard.ts';
import { Visitor } from '../../support/dashboard/visitor.ts';

let dashboard: OpenDashboard;

beforeAll(async () => {
  dashboard = await openDashboard(inject('redisUrl'));
});
afterAll(() => dashboard.close());

const visitor = () => new Visitor(dashboard.url);

async function audited(actor: string) {
  const { entries } = await readAudit(dashboard.installation.store, undefined, 500);
  const own = entries.filter((entry) => entry.actor === actor).toReversed();
  return own.map(({ action, outcome, reason }) => [action, outcome, reason].filter(Boolean).join(' '));
}

test('five failures in a row lock a user for 15 minutes, the right password too', async () => {
  const password = 'a long enough password';
  const passwordHash = await hashPassword(password);
  await createUser(dashboard.installation.store, { name: 'anna', role: 'viewer', passwordHash });
  for (let i = 0; i < USER_FAILURES; i++) {
    expect((await visitor().signIn('anna', 'wrong')).status).toBe(401);
  }
  const refused = await visitor().signIn('anna', password);
  expect(refused.status).toBe(429);
  const seconds = Number(refused.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(880);
  expect(seconds).toBeLessThanOrEqual(900);
  expect(refused.text).toContain('Try again in 15 min');
  expect(await audited('user:anna')).toEqual([
    ...Array.from({ length: USER_FAILURES }, () => 'sign_in denied wrong_credentials'),
    'sign_in.lock_out done',
    'sign_in denied locked_out',
  ]);
});

test('neither passwords typed as names nor addresses are written down', async () => {
  await visitor().signIn('MyPassword1234', 'x');
  const { redis, keys } = dashboard.installation.store;
  const names = await redis.keys(`${keys.prefix}:*`);
  const { entries } = await readAudit(dashboard.installation.store, undefined, 500);
  expect(JSON.stringify([names, entries])).not.toMatch(/MyPassword1234|127\.0\.0\.1/);
  expect(await audited('user:unknown')).toContain('sign_in denied wrong_credentials');
});

let lockOut: LockOut;

beforeEach(() => {
  const { redis, keys } = dashboard.installation.store;
  lockOut = new LockOut(redis, keys, createSecretKey(randomBytes(32)));
});

test('a success in between starts the count anew', async () => {
  const attempt = { name: 'anna', address: '10.0.0.1' };
  for (let round = 0; round < 2; round++) {
    for (let i = 1; i < USER_FAILURES; i++) {
      expect(await lockOut.begin(attempt)).toBeUndefined();
      expect(await lockOut.fail(attempt)).toBe(false);
    }
    expect(await lockOut.begin(attempt)).toBeUndefined();
    await lockOut.succeed(attempt);
  }
});

test('guesses made at the same time cannot outrun the count', async () => {
  const attempt = { name: 'anna', address: '10.0.0.1' };
  const locks = await Promise.all(Array.from({ length: 100 }, () => lockOut.begin(attempt)));
  expect(locks.filter((lock) => lock === undefined)).toHaveLength(USER_FAILURES);
});

test('many failures from one address lock it, whichever users they try; other addresses go on', async () => {
  const address = '10.0.0.1';
  const attempts = Array.from({ length: ADDRESS_FAILURES }, (_, i) => ({ name: `user-${i}`, address }));
  const locked: boolean[] = [];
  for (const attempt of attempts) {
    expect(await lockOut.begin(attempt)).toBeUndefined();
    locked.push(await lockOut.fail(attempt));
  }
  expect(locked.indexOf(true)).toBe(ADDRESS_FAILURES - 1);
  expect(await lockOut.begin({ name: 'anna', address })).toMatchObject({ seconds: 900 });
  expect(await lockOut.begin({ name: 'anna', address: '10.0.0.2' })).toBeUndefined();
});
