import { createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Pseudonyms } from '../../../worker/redaction/pseudonyms.ts';
import { redactValue } from '../../../worker/redaction/redact-value.ts';
import { replacedBy } from '../../../worker/redaction/replacements.ts';
import { Restorer } from '../../../worker/redaction/restorer.ts';

const key = createSecretKey(Buffer.alloc(32, 7));
const VALUES = [
  ...['Eleanor Whitfield', 'Dr. Jürgen Müller', 'a.b@mail.example.org', '+44 20 7946 0958'],
  ...['GB33BUKB20201555555555', '4111 1111 1111 1111', '203.0.113.77', 'born on 14 March 1961'],
];
const words = fc.oneof(
  fc.constantFrom(...VALUES),
  fc.string(),
  fc.constantFrom('İ', 'ẞ', 'Person_', 'user_'),
);
const texts = fc.array(words, { maxLength: 12 }).map((parts) => parts.join(' '));

function redacted(value: unknown) {
  const pseudonyms = new Pseudonyms({ key, keepForm: new Set() });
  const result = redactValue(value, {}, replacedBy({ methods: {}, pseudonyms, digest: (text) => text }));
  return { ...result, restorer: new Restorer(pseudonyms.values), names: [...pseudonyms.values.keys()] };
}

test('what was replaced in a text is put back, one form of each value', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const { value, restorer } = redacted(text);
      // Values that differ only in how they are written have one pseudonym, so both come back in one form.
      const once = restorer.text(value as string);
      expect(once.toLowerCase().replace(/\W+/g, '')).toBe(text.toLowerCase().replace(/\W+/g, ''));
    }),
    { numRuns: 300 },
  );
});

test('a text in pieces is restored as it is whole', () => {
  fc.assert(
    fc.property(texts, fc.array(fc.nat(9), { minLength: 1 }), (text, sizes) => {
      const { value, restorer } = redacted(text);
      const stream = restorer.stream();
      let out = '';
      let rest = value as string;
      for (let i = 0; rest !== ''; i++) {
        const size = 1 + (sizes[i % sizes.length] ?? 0);
        out += stream.write(rest.slice(0, size));
        rest = rest.slice(size);
      }
      expect(out + stream.end()).toBe(restorer.text(value as string));
    }),
    { numRuns: 300 },
  );
});

test('values of JSON keep their shape, and numbers that identify nobody stay numbers', () => {
  const input = {
    customer: { fullName: 'Eleanor Whitfield', age: 4, card_number: 4111111111111111 },
    'eleanor@mail.example.org': ['about Eleanor Whitfield', null, true],
  };
  const { value, restorer, found } = redacted(input);
  expect(JSON.stringify(value)).not.toMatch(/Whitfield|eleanor|4111/);
  expect(found).toMatchObject({ person_name: expect.any(Number), payment_card: 1, email: 1 });
  expect(restorer.value(value)).toEqual({
    ...input,
    customer: { ...input.customer, card_number: '4111111111111111' },
  });
});

test('models may change the case of a pseudonym, and escape it', () => {
  const { value, restorer } = redacted('Mrs Eleanor Whitfield called.');
  const text = value as string;
  const name = /Person_\w+/.exec(text)?.[0] ?? expect.fail('no pseudonym');
  expect(restorer.text(`**${name.toUpperCase()}**'s, ${name.replace('_', '\\_')}`)).toBe(
    "**Eleanor Whitfield**'s, Eleanor Whitfield",
  );
});

test('a pseudonym that stands in the text already stands for nothing', () => {
  const { value } = redacted('Mrs Eleanor Whitfield called.');
  const name = /Person_\w+/.exec(value as string)?.[0] ?? expect.fail('no pseudonym');
  const again = redacted(`Mrs Eleanor Whitfield called ${name}.`);
  expect(again.names).not.toContain(name);
  expect(again.restorer.text(again.value as string)).toBe(`Mrs Eleanor Whitfield called ${name}.`);
});
