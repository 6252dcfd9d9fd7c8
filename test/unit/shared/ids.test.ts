import { createHmac, createSecretKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { derivedId, isId, randomId } from '../../../shared/security/ids.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The number that an id writes with 62 digits. */
const numberOf = (id: string) =>
  [...id.slice(id.indexOf('_') + 1)].reduce((sum, digit) => sum * 62n + BigInt(ALPHABET.indexOf(digit)), 0n);

test('a derived id is the first 128 bits of the keyed digest', () => {
  const key = createSecretKey(Buffer.alloc(32, 7));
  for (let i = 0; i < 1_000; i++) {
    const digest = createHmac('sha256', key).update(`value ${i}`).digest('hex').slice(0, 32);
    const id = derivedId('job', key, `value ${i}`);
    expect(id).toMatch(/^job_[0-9A-Za-z]{22}$/);
    expect(numberOf(id)).toBe(BigInt(`0x${digest}`));
  }
});

test('random ids are ids, and no two are alike', () => {
  const ids = Array.from({ length: 10_000 }, () => randomId('msg'));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every(isId)).toBe(true);
});
