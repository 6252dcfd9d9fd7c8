import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isBase64 } from '../../../shared/catalog/is-base64.ts';
import { compileSchema } from '../../../shared/catalog/json-schema.ts';

test('what bytes are written as is base64, and no part of it is', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
      const text = Buffer.from(bytes).toString('base64');
      expect(isBase64(text)).toBe(true);
      for (let cut = 1; cut < 4; cut++) expect(isBase64(text.slice(0, -cut))).toBe(false);
    }),
  );
});

test('any other character is none of its letters, wherever it stands', () => {
  const others = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 1 })
    .filter((c) => !/[A-Za-z0-9+/]/.test(c));
  fc.assert(
    fc.property(others, fc.nat(7), (other, at) => {
      const text = 'AAAABBBB'.slice(0, at) + other + 'AAAABBBB'.slice(at + 1);
      expect(isBase64(text)).toBe(other === '=' && at === 7);
    }),
  );
});

test('a schema that asks for it says what is wrong', () => {
  const [fault] = compileSchema({ type: 'string', format: 'base64' }, '', true)('A');
  expect(fault?.message).toMatch(/base64.*groups of four/);
});
