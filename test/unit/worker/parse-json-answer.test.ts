import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJsonAnswer } from '../../../worker/pipeline/parse-json-answer.ts';

test('takes JSON as it is', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(parseJsonAnswer(text)).toEqual({
        ok: true,
        value: JSON.parse(text),
        repairs: [],
        truncated: false,
      });
    }),
  );
});

test.each<[string, string, unknown, string[]]>([
  ['a fence', '```json\n{"a":1}\n```', { a: 1 }, ['code_fence']],
  ['words around', 'Sure! {"a":1} Anything else?', { a: 1 }, ['surrounding_text']],
  ['words around a fence', 'Here:\n```\n{"a":1}\n```\nBye', { a: 1 }, ['code_fence', 'surrounding_text']],
  ['commas too many', '{"a":[1,2,],}', { a: [1, 2] }, ['extra_comma']],
  ['commas too few', '{"a":1 "b":["x" "y"]}', { a: 1, b: ['x', 'y'] }, ['missing_comma']],
  ['other quotes', "{'a':'it\\'s'}", { a: "it's" }, ['escape', 'other_quotes']],
  ['curly quotes', '{“a”:“b”}', { a: 'b' }, ['other_quotes']],
  ['comments', '{/* x */"a":1, // y\n"b":2 # z\n}', { a: 1, b: 2 }, ['comment']],
  ['bare keys', '{a:1,b_c:2}', { a: 1, b_c: 2 }, ['unquoted_key']],
  ['literals of Python', '{"a":True,"b":None}', { a: true, b: null }, ['python_literal']],
  ['no numbers', '{"a":NaN,"b":-Infinity}', { a: null, b: null }, ['not_a_number']],
  ['numbers in other forms', '[.5, +3, 4., 007]', [0.5, 3, 4, 7], ['number_form']],
  ['keys twice', '{"a":1,"a":2,}', { a: 2 }, ['duplicate_key', 'extra_comma']],
  ['quotes in quotes', '{"a":"say "hi" now"}', { a: 'say "hi" now' }, ['inner_quotes']],
  ['lines in strings', '{"a":"x\ny"}', { a: 'x\ny' }, ['control_character']],
])('repairs %s', (_, text, value, repairs) => {
  const answer = parseJsonAnswer(text);
  expect(answer).toMatchObject({ ok: true, value, truncated: false });
  expect(answer.ok && answer.repairs.toSorted()).toEqual(repairs.toSorted());
});

test.each<[string, unknown]>([
  ['{"a":1,"b":"half', { a: 1 }],
  ['{"a":1,"b":12', { a: 1 }],
  ['{"a":[1,{"b":2},{"c":tr', { a: [1, { b: 2 }] }],
  ['```json\n{"a":{"b":"c"},"d"', { a: { b: 'c' } }],
  ['[1,2', [1]],
])('keeps of %j what is complete, and says that the rest is missing', (text, value) => {
  expect(parseJsonAnswer(text)).toMatchObject({ ok: true, value, truncated: true });
});

test('takes the one that fits where there are several, else the longest', () => {
  const text = 'As in [1]: {"draft":true} and finally {"final":{"answer":42}}.';
  const fits = (value: unknown) => typeof value === 'object' && value !== null && 'draft' in value;
  expect(parseJsonAnswer(text, fits)).toMatchObject({ value: { draft: true } });
  expect(parseJsonAnswer(text)).toMatchObject({ value: { final: { answer: 42 } } });
});

test.each(['', 'No.', '{"a": hello world}', '{"a":undefined}', '{a b}', 'tru', '[x, y]', '{"a":1e}'])(
  'makes nothing up: %j',
  (text) => expect(parseJsonAnswer(text)).toEqual({ ok: false }),
);

test('keys of the language do no harm', () => {
  const answer = parseJsonAnswer('{"__proto__":{"x":1},}');
  expect(answer.ok && Object.hasOwn(answer.value as object, '__proto__')).toBe(true);
  expect(({} as { x?: number }).x).toBeUndefined();
});

test('cutting JSON anywhere neither throws nor adds values', () => {
  const containers = fc.json({ maxDepth: 4 }).filter((text) => /^[{[]/.test(text));
  fc.assert(
    fc.property(containers, fc.nat(), (text, at) => {
      const answer = parseJsonAnswer(text.slice(0, at % (text.length + 1)));
      if (answer.ok) expect(leaves(JSON.parse(text))).toEqual(expect.arrayContaining(leaves(answer.value)));
    }),
  );
});

test('any text whatever comes to an end', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...'{}[]:,"\'`\\/*#`-+.0eE tfnN\n'), { maxLength: 200 }),
      (signs) => {
        expect(typeof parseJsonAnswer(signs.join('')).ok).toBe('boolean');
      },
    ),
  );
});

test.each(['[', '{"a":', '"', '["a" "', '{a:', '/*', '[1 ', '\\', '{"a":1}\n', "['", '["a"b', '```json\n'])(
  'comes to an end on very many %j',
  (part) => expect(typeof parseJsonAnswer(`[${part.repeat(100_000)}`).ok).toBe('boolean'),
);

function leaves(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value];
}
