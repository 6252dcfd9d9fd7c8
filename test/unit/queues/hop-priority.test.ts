import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hopPriority } from '../../../shared/queues/hop-priority.ts';

const RANGE = 2 ** 47;
/** As many small distances as great ones. */
const distance = fc
  .tuple(fc.integer({ min: 1, max: 47 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([bits, share]) => share * 2 ** bits);

test('is a whole number that BullMQ takes', () => {
  fc.assert(
    fc.property(distance, (one) => {
      const priority = hopPriority(one);
      expect(Number.isInteger(priority)).toBe(true);
      expect(priority).toBeGreaterThanOrEqual(1);
      expect(priority).toBeLessThanOrEqual(2_097_151);
    }),
  );
});

test('never puts what comes later before what comes earlier', () => {
  fc.assert(
    fc.property(distance, distance, (one, other) => {
      const [earlier, later] = one < other ? [one, other] : [other, one];
      expect(hopPriority(earlier)).toBeLessThanOrEqual(hopPriority(later));
    }),
  );
});

test('tells apart what lies one part in 65,536 apart, and whole tokens while they are few', () => {
  fc.assert(
    fc.property(distance, (one) => {
      const next = Math.floor(one) + Math.max(1, Math.ceil(one / 65_536));
      expect(hopPriority(Math.min(next, RANGE - 1))).toBeGreaterThanOrEqual(hopPriority(one));
      if (next < RANGE) expect(hopPriority(next)).toBeGreaterThan(hopPriority(one));
    }),
  );
});

test('keeps its order across every power of two', () => {
  for (let bits = 1; bits < 47; bits++) {
    const at = [2 ** bits - 1, 2 ** bits, 2 ** bits + 1].map(hopPriority);
    expect(at.toSorted((a, b) => a - b)).toEqual(at);
  }
});

test('what lies before the base comes first, what is out of range comes last', () => {
  expect(hopPriority(-1)).toBe(1);
  expect(hopPriority(0)).toBe(1);
  expect(hopPriority(RANGE)).toBe(2_097_151);
  expect(hopPriority(2 ** 60)).toBe(2_097_151);
});
