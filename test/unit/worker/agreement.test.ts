import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { samenessOf } from '../../../worker/pipeline/cascade/sameness-of.ts';
import { weighMembers } from '../../../worker/pipeline/cascade/weigh-members.ts';

const same = (one: unknown, other: unknown, how: Parameters<typeof samenessOf>[1]) =>
  samenessOf(one, how) !== undefined && samenessOf(one, how) === samenessOf(other, how);

describe('texts say the same', () => {
  const text = { text: true };

  test.each([
    ['Yes', 'yes'],
    ['Yes.', 'Yes'],
    ['  Yes,  it\n\tis! ', 'yes, it is'],
    ['Straße', 'STRASSE'],
    ['Re\u0301sume\u0301', 'résumé'],
    ['Ja…', 'ja'],
  ])('%j and %j', (one, other) => expect(same(one, other, text)).toBe(true));

  test.each([
    ['yes', 'no'],
    ['50%', '50'],
    ['-5', '5'],
    ['a b', 'ab'],
    ['C++', 'C'],
    ['one. two', 'one two'],
  ])('but not %j and %j', (one, other) => expect(same(one, other, text)).toBe(false));

  test('however long they are', () => {
    expect(same(`${'.'.repeat(300_000)}a`, 'a', text)).toBe(false);
    expect(same(`a${' .'.repeat(300_000)}`, 'a', text)).toBe(true);
  });
});

describe('JSON says the same', () => {
  test('in whatever order and spelling, and in nothing else', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(same(value, turned, { text: false })).toBe(true);
        expect(same(value, { ...value, more: {} }, { text: false })).toBe(false);
      }),
    );
  });

  test('in the parts that matter', () => {
    const on = (...agreeOn: string[]) => ({ text: false, agreeOn });
    expect(same({ a: 1, b: 1 }, { a: 1, b: 2 }, on('/a'))).toBe(true);
    expect(same({ a: 1, b: 1 }, { a: 1, b: 2 }, on('/a', '/b'))).toBe(false);
    expect(same({ a: [{ b: 1 }] }, { a: [{ b: 1 }, 2] }, on('/a/0/b'))).toBe(true);
    expect(same({ 'x/y': 1, 'm~n': 2 }, { 'x/y': 1, 'm~n': 3 }, on('/x~1y'))).toBe(true);
    expect(same({ 'x/y': 1, 'm~n': 2 }, { 'x/y': 1, 'm~n': 3 }, on('/m~0n'))).toBe(false);
  });

  test('where a part is missing in both, but not where it is null in one, nor where all are missing', () => {
    const on = { text: false, agreeOn: ['/a', '/b'] };
    expect(same({ a: 1 }, { a: 1, c: 2 }, on)).toBe(true);
    expect(same({ a: 1 }, { a: 1, b: null }, on)).toBe(false);
    expect(same({ c: 1 }, { c: 1 }, on)).toBe(false);
    expect(same({ a: 1, b: 'x' }, { a: 1, b: 'toString' }, { text: false, agreeOn: ['/b/length'] })).toBe(
      false,
    );
  });
});

describe('the members of a cascade', () => {
  const member = (model: string, says?: string, code?: string) => ({ model, says, code });

  test('come to what most of them say, in the words of the first that says it', () => {
    const weighed = weighMembers([
      member('a', 'x'),
      member('b', 'y'),
      member('c', 'y'),
      member('d', undefined, 'no_answer'),
    ]);
    expect(weighed).toMatchObject({ first: { model: 'b' }, share: 0.5 });
    expect(weighed.verdicts).toEqual({ a: 'differs', b: 'agrees', c: 'agrees', d: 'no_answer' });
    const even = weighMembers([member('a', 'x'), member('b', 'y'), member('c', 'y'), member('d', 'x')]);
    expect(even).toMatchObject({ first: { model: 'a' }, share: 0.5 });
  });

  test('that say nothing agree on nothing', () => {
    const weighed = weighMembers([member('a', undefined, 'model_refused'), member('b')]);
    expect(weighed).toEqual({
      first: undefined,
      share: 0,
      verdicts: { a: 'model_refused', b: 'says_nothing' },
    });
    expect(weighMembers([])).toMatchObject({ first: undefined, share: 0 });
  });

  test('are measured by the answer above them', () => {
    const members = [member('a', 'x'), member('b', 'y'), member('good', 'y')];
    expect(weighMembers(members, 'y').share).toBeCloseTo(2 / 3);
    expect(weighMembers(members, 'z')).toMatchObject({ share: 0, verdicts: { a: 'differs' } });
  });
});
