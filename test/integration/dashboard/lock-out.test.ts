import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { ADDRESS_FAILURES, USER_FAILURES } from '../../../dashboard/sign-in/lock-out.ts';
import { hashPassword } from '../../../dashboard/sign-in/password.ts';
import { createUser } from '../../../dashboard/sign-in/users.ts';
import { readAudit } from '../../../shared/audit/read-audit.ts';
import { type OpenDashboard, openDashboard } from '../../support/dashboard/open-dashboard.ts';
import { Visitor } from '../../support/dashboard/visitor.ts';

const PASSWORD = 'a long enough password';
const NAME = 'anna';
let dashboard: OpenDashboard;

// Each with an installation of its own: what one locks would be locked for the next.
beforeEach(async () => {
  dashboard = await openDashboard(inject('redisUrl'));
  const passwordHash = await hashPassword(PASSWORD);
  await createUser(dashboard.installation.store, { name: NAME, role: 'viewer', passwordHash });
});
afterEach(() => dashboard.close());

const visitor = () => new Visitor(dashboard.url);

async function audited(actor: string) {
  const { entries } = await readAudit(dashboard.installation.store, undefined, 500);
  return entries
    .filter((entry) => entry.actor === actor)
    .map(({ action, outcome }) => `${action} ${outcome}`);
}

test('five failures in a row lock a user for 15 minutes, the right password too', async () => {
  for (let i = 0; i < USER_FAILURES; i++) {
    expect((await visitor().signIn(NAME, 'wrong')).status).toBe(401);
  }
  const refused = await visitor().signIn(NAME, PASSWORD);
  expect(refused.status).toBe(429);
  const seconds = Number(refused.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(880);
  expect(seconds).toBeLessThanOrEqual(900);
  expect(refused.text).toContain('Try again in 15 min');
  expect((await audited(`user:${NAME}`)).toReversed()).toEqual([
    ...Array.from({ length: USER_FAILURES }, () => 'sign_in denied'),
    'sign_in.lock_out done',
    'sign_in denied',
  ]);
});

test('a success in between starts the count anew', async () => {
  for (let round = 0; round < 2; round++) {
    for (let i = 1; i < USER_FAILURES; i++) await visitor().signIn(NAME, 'wrong');
    expect((await visitor().signIn(NAME, PASSWORD)).status).toBe(303);
  }
});

test('guesses made at the same time are counted like others', async () => {
  const guesses = await Promise.all(
    Array.from({ length: 3 * USER_FAILURES }, () => visitor().signIn(NAME, 'wrong')),
  );
  expect(guesses.filter(({ status }) => status === 401)).toHaveLength(USER_FAILURES);
  expect(guesses.filter(({ status }) => status === 429)).toHaveLength(2 * USER_FAILURES);
});

test('neither passwords typed as names nor addresses are written down', async () => {
  await visitor().signIn('MyPassword1234', 'x');
  const { redis, keys } = dashboard.installation.store;
  const all = await redis.keys(`${keys.prefix}:*`);
  const { entries } = await readAudit(dashboard.installation.store, undefined, 500);
  expect(JSON.stringify([all, entries])).not.toMatch(/MyPassword1234|127\.0\.0\.1/);
  expect(await audited('user:unknown')).toContain('sign_in denied');
});

test('many failures from one address lock it, whatever users they try', async () => {
  const forwarded = (i: number) => ({ 'x-forwarded-for': `10.0.0.${i}` });
  const statuses: number[] = [];
  for (let i = 0; i < ADDRESS_FAILURES; i += 4) {
    const four = [0, 1, 2, 3].map((j) =>
      visitor().post('/sign-in', { name: `guess-${i + j}`, password: 'x' }, forwarded(i + j)),
    );
    statuses.push(...(await Promise.all(four)).map(({ status }) => status));
  }
  expect(statuses).toContain(401);
  const { status, headers } = await visitor().signIn(NAME, PASSWORD);
  expect([status, headers.has('retry-after')]).toEqual([429, true]);
});
