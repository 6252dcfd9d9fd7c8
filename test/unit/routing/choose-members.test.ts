import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseMembers } from '../../../shared/routing/choose-members.ts';
import { chooseModel } from '../../../shared/routing/choose-model.ts';
import { branchOfMember, memberOfBranch } from '../../../shared/routing/members.ts';
import { candidate, facts, route } from '../../support/route-facts.ts';

const names = ['a', 'b', 'c', 'd', 'e'];
const all = Object.fromEntries(names.map((name) => [name, candidate()]));
const cascade = (agreement: number) => route('cascade', names, { agreement });
const sick = candidate({ allowed: 'no' });
const uncleared = candidate({ cleared_for: 'public' });

describe('the members of a cascade', () => {
  test('are the first that may carry the job', () => {
    expect(chooseMembers(cascade(2), facts({ ...all, a: uncleared }))).toEqual({
      ...{ model: 'b', asked: ['b', 'c'] },
      reasons: { a: 'not_cleared', b: 'asked', c: 'asked', d: 'lower_rank', e: 'lower_rank' },
    });
  });

  test('stay the same when one is out of order: it is not asked, and no dearer one in its place', () => {
    expect(chooseMembers(cascade(3), facts({ ...all, b: sick }))).toMatchObject({
      ...{ asked: ['a', 'c'], reasons: { b: 'breaker_open', d: 'lower_rank' } },
    });
    expect(chooseMembers(cascade(2), facts({ ...all, b: sick }))).toEqual({
      ...{ model: 'c', waitFor: undefined, asked: [] },
      reasons: { a: 'alone', b: 'breaker_open', c: 'chosen', d: 'lower_rank', e: 'lower_rank' },
    });
  });

  test('leave one to go up to', () => {
    const two = facts({ ...all, c: uncleared, d: uncleared, e: uncleared });
    expect(chooseMembers(cascade(2), two)).toMatchObject({ model: 'b', asked: [], reasons: { a: 'alone' } });
    const one = facts({ d: candidate() });
    expect(chooseMembers(cascade(2), one)).toMatchObject({ model: 'd', asked: [] });
    // It may come back, so it counts.
    const waiting = facts({ ...all, c: uncleared, d: uncleared, e: sick });
    expect(chooseMembers(cascade(2), waiting).asked).toEqual(['a', 'b']);
  });

  test('that are all out of order are not waited for', () => {
    const nobody = facts({ ...all, a: sick, b: sick, c: sick, d: sick, e: sick });
    expect(chooseMembers(cascade(2), nobody)).toMatchObject({ model: undefined, waitFor: 'c' });
  });

  test('are not gone back to', () => {
    expect(chooseModel(cascade(2), facts(all, { failed: ['c'] })).reasons).toEqual({
      ...{ a: 'below', b: 'below', c: 'failed_before', d: 'chosen', e: 'lower_rank' },
    });
    expect(chooseModel(cascade(2), facts(all, { failed: ['c', 'd', 'e'] })).model).toBeUndefined();
  });

  test('are none where the route asks for no agreement', () => {
    expect(chooseMembers(route('cascade', names), facts(all))).toMatchObject({ model: 'a', asked: [] });
    expect(chooseMembers(route('ordered', names), facts(all))).toMatchObject({ model: 'a', asked: [] });
  });

  test('whatever speaks against whom, none is asked that is gone up to later', () => {
    const state = fc.constantFrom(candidate(), sick, uncleared, undefined);
    fc.assert(
      fc.property(
        fc.tuple(state, state, state, state, state),
        fc.integer({ min: 2, max: 4 }),
        (states, n) => {
          const known = names.flatMap((name, i) => {
            const given = states[i];
            return given ? [[name, given] as const] : [];
          });
          const given = facts(Object.fromEntries(known));
          const { asked } = chooseMembers(cascade(n), given);
          expect(asked.length === 0 || (asked.length >= 2 && asked.length <= n)).toBe(true);
          const { model, waitFor } = chooseModel(cascade(n), given);
          const above = model ?? waitFor;
          if (asked.length > 0) expect(above).toBeDefined();
          for (const member of asked) expect(names.indexOf(member)).toBeLessThan(names.indexOf(above ?? 'a'));
        },
      ),
    );
  });
});

test('a branch names the candidate that is asked in it', () => {
  for (const name of names) expect(memberOfBranch(cascade(2), branchOfMember(cascade(2), name))).toBe(name);
  expect(memberOfBranch(cascade(2), 'member.9')).toBeUndefined();
  expect(memberOfBranch(cascade(2), 'judge.0')).toBeUndefined();
});
