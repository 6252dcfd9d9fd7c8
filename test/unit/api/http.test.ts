import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fingerprint, idempotencyKey } from '../../../api/admission/idempotency.ts';
import { checkJson } from '../../../api/http/check-json.ts';
import { decodeCursor, encodeCursor } from '../../../api/http/cursor.ts';
import { matchesEtag } from '../../../api/http/etag.ts';
import { preferredWait } from '../../../api/http/prefer-wait.ts';
import { traceIdIn } from '../../../api/http/trace-parent.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { ERRORS } from '../../../shared/errors/error-table.ts';
import { TenantKeys } from '../../../shared/security/tenant-keys.ts';

describe('a cursor', () => {
  test('comes back as it went', () => {
    fc.assert(
      fc.property(fc.nat(), fc.stringMatching(/^[\w-]{1,64}$/), (at, id) => {
        expect(decodeCursor(encodeCursor(at, id))).toEqual({ at, id });
      }),
    );
  });

  test('of anyone else is refused', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          const { at, id } = decodeCursor(text);
          expect(Number.isSafeInteger(at) && /^\S+$/.test(id)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
    );
  });
});

describe('If-None-Match', () => {
  test.each([
    ['"1"', true],
    ['W/"1"', true],
    ['"2", "1"', true],
    ['"2" , W/"1"', true],
    ['*', true],
    ['"2"', false],
    ['1', false],
    ['"11"', false],
    ['', false],
  ])('%s', (header, matches) => {
    expect(matchesEtag(header, '"1"')).toBe(matches);
  });
});

describe('Prefer', () => {
  test.each<[string | string[] | undefined, number | undefined]>([
    [undefined, undefined],
    ['wait=5', 5],
    [['respond-async', 'wait=5'], 5],
    ['WAIT=5', 5],
    ['wait = 5', 5],
    ['wait="5"', 5],
    ['wait=60', 60],
    ['wait=61', 60],
    [`wait=${'9'.repeat(400)}`, 60],
    ['wait=-1', undefined],
    ['wait=5.5', undefined],
    ['wait', undefined],
    ['waiting=5', undefined],
  ])('%j asks for %j', (header, seconds) => {
    expect(preferredWait(header)).toBe(seconds);
  });

  test('never makes anyone wait longer than a minute, whatever it says', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const wait = preferredWait(header);
        expect(wait === undefined || (Number.isInteger(wait) && wait >= 0 && wait <= 60)).toBe(true);
      }),
    );
  });
});

describe('a traceparent', () => {
  const trace = 'a'.repeat(32);
  test.each([
    [`00-${trace}-${'b'.repeat(16)}-01`, trace],
    [`cc-${trace}-${'b'.repeat(16)}-01-what`, trace],
    [`00-${trace}-${'b'.repeat(16)}-01-what`, undefined],
    [`ff-${trace}-${'b'.repeat(16)}-01`, undefined],
    [`00-${'0'.repeat(32)}-${'b'.repeat(16)}-01`, undefined],
    [`00-${trace}-${'0'.repeat(16)}-01`, undefined],
    [`00-${trace}-${'b'.repeat(16)}`, undefined],
    [undefined, undefined],
  ])('%s', (header, expected) => {
    expect(traceIdIn(header)).toBe(expected);
  });
});

describe('an idempotency key', () => {
  test.each([
    ['abc', 'abc'],
    ['"abc"', 'abc'],
    [' abc ', 'abc'],
    ['"a\\"b\\\\c"', 'a"b\\c'],
    ['"abc', '"abc'],
    ['k'.repeat(255), 'k'.repeat(255)],
    [`"${'k'.repeat(255)}"`, 'k'.repeat(255)],
  ])('%j is %j', (header, key) => {
    expect(idempotencyKey(header)).toBe(key);
  });

  test.each([undefined, '', '""', ' ', 'k'.repeat(256), 'é', 'a\tb'])('%j is none', (header) => {
    expect(() => idempotencyKey(header)).toThrow(AppError);
  });
});

describe('a fingerprint', () => {
  const secrets = new TenantKeys(Buffer.alloc(32, 1));
  const shuffled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shuffled);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([name, inner]) => [name, shuffled(inner)]),
    );
  };

  test('does not know the order of names', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = JSON.parse(JSON.stringify(value));
        expect(fingerprint(secrets, shuffled(json))).toBe(fingerprint(secrets, json));
      }),
    );
  });

  test('knows values, types and the order of lists, and is another for another tenant', () => {
    const values = [{ a: 1 }, { a: '1' }, { a: [1, 2] }, { a: [2, 1] }, { a: null }, {}, [], null, { b: 1 }];
    expect(new Set(values.map((value) => fingerprint(secrets, value))).size).toBe(values.length);
    const other = new TenantKeys(Buffer.alloc(32, 2));
    expect(fingerprint(other, {})).not.toBe(fingerprint(secrets, {}));
  });
});

describe('JSON that is taken', () => {
  test('is any that JSON can say in whole Unicode, up to 64 levels', () => {
    const deepest = JSON.parse(`${'['.repeat(64)}${']'.repeat(64)}`);
    expect(() => checkJson(deepest)).not.toThrow();
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
        if (!JSON.stringify(value).includes('"__proto__"')) expect(() => checkJson(value)).not.toThrow();
      }),
    );
  });

  test.each([
    '[1e999]',
    '{"a":-1e999}',
    '"\\ud800"',
    '{"\\udc00":1}',
    '[{"__proto__":1}]',
    `${'['.repeat(65)}${']'.repeat(65)}`,
  ])('is not %s', (text) => {
    expect(() => checkJson(JSON.parse(text))).toThrow(AppError);
  });
});

test('every error has a status, a title and a verdict on trying again', () => {
  for (const [code, { status, title, retryable }] of Object.entries(ERRORS)) {
    expect(code).toMatch(/^[a-z_]+$/);
    expect(status).toBeGreaterThanOrEqual(200);
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(typeof retryable).toBe('boolean');
  }
});
