import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findSensitive } from '../../../worker/redaction/find-sensitive.ts';

const values = (text: string) => findSensitive(text).map(({ start, end }) => text.slice(start, end));

describe('offsets', () => {
  test.each([
    ['emoji before and within the text', '👩‍👩‍👧 mail 😀 jane@example.org 😀'],
    ['combining characters', 'Ame\u0301lie wrote to jane@example.org'],
    ['characters outside the first plane', '𝒳𝒴 and 漢字 jane@example.org'],
    ['carriage returns', 'a\r\n\r\njane@example.org\r\n'],
  ])('count UTF-16 units: %s', (_what, text) => expect(values(text)).toContain('jane@example.org'));

  test('a name takes in its combining characters', () => {
    expect(values('Dear Mr. Rene\u0301 Dubois,')).toEqual(['Rene\u0301 Dubois']);
  });

  test('lone surrogates, zero-width characters and other digits break nothing', () => {
    expect(values('\ud83d born \ufeff 12\u200b March 1985, ４１１１ １１１１ １１１１ １１１１')).toContain(
      '４１１１ １１１１ １１１１ １１１１',
    );
  });
});

describe('overlaps', () => {
  test('what takes in another is kept: a street is not a name', () => {
    const text = 'Send it to 12 Martin Luther King Street, Springfield, IL 62704 today';
    expect(findSensitive(text).map((finding) => finding.class)).toEqual(['postal_address']);
  });

  test('an e-mail address is not split into names', () => {
    expect(findSensitive('<Anna.Miller@Example.org>').map((finding) => finding.class)).toEqual(['email']);
  });

  test('findings come in order and never overlap, whatever the text', () => {
    const piece = fc.constantFrom(
      'Anna Miller',
      '12 Main Street',
      ', Springfield, IL 62704',
      'jane@example.org',
      '+44 20 7946 0958',
      ' ',
      '\n',
      'Mr. ',
      'password: x9!k',
      'DE89 3704 0044 0532 0130 00',
      '123-45-6789',
      '4111 1111 1111 1111',
      '10.0.0.1',
      'born 1/2/1980',
      ',',
      '"',
      '/',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ unit: 'grapheme', maxLength: 6 })), { maxLength: 30 }),
        (pieces) => {
          const text = pieces.join('');
          let last = 0;
          for (const { start, end, score, canonical } of findSensitive(text)) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
            expect(score > 0 && score <= 1 && canonical !== '').toBe(true);
            last = end;
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe("a tenant's own class", () => {
  const match = function* (text: string) {
    for (const found of text.matchAll(/\bT-\d{6}\b/g))
      yield { start: found.index, end: found.index + found[0].length };
  };
  const ticket = { name: 'acme_ticket', match };
  const found = (text: string, tenantClass: Parameters<typeof findSensitive>[1]) =>
    findSensitive(text, tenantClass).map((each) => [
      each.class,
      text.slice(each.start, each.end),
      each.canonical,
    ]);

  test('is found by its pattern', () => {
    expect(found('see T-123456 today', { tenantClasses: [ticket] })).toEqual([
      ['acme_ticket', 'T-123456', 'T123456'],
    ]);
  });

  test('needs one of its context words near it, whole, in any case and with or without accents', () => {
    const tenantClasses = [{ ...ticket, contextWords: ['dossier médical'] }];
    expect(found('DOSSIER MEDICAL no T-123456', { tenantClasses })).toHaveLength(1);
    expect(found('sousdossier médical no T-123456', { tenantClasses })).toEqual([]);
    expect(found('see T-123456 today', { tenantClasses })).toEqual([]);
  });

  test('needs its checksum', () => {
    const digits = {
      name: 'acme_id',
      checksum: 'luhn' as const,
      match: (text: string) => [{ start: 3, end: text.length }],
    };
    expect(found('id 79927398713', { tenantClasses: [digits], classes: [] })).toHaveLength(1);
    expect(found('id 79927398714', { tenantClasses: [digits], classes: [] })).toEqual([]);
  });
});

test('a text of one megabyte is searched to its end', () => {
  const text = `${'The committee met again on the second Thursday of the month. '.repeat(17_000)}Write to jane@example.org.`;
  expect(values(text)).toEqual(['jane@example.org']);
});
