import { afterAll, expect, test, vi } from 'vitest';
import { ExpressionEvaluator } from '../../../shared/expressions/expression-evaluator.ts';
import { faultOfExpression } from '../../../shared/expressions/parse-expression.ts';

const evaluator = new ExpressionEvaluator();
afterAll(() => evaluator.close());

const resultOf = async (expression: string, input: unknown = {}) => {
  const evaluated = await evaluator.evaluate(expression, input);
  return evaluated.ok ? (JSON.parse(evaluated.value) as unknown) : evaluated.code;
};

test.each([
  ['"We got: " & subject', { subject: 'help' }, 'We got: help'],
  ['{"n": $sum(items.price)}', { items: [{ price: 2 }, { price: 3 }] }, { n: 5 }],
  ['$[1]', [1, 2], 2],
  ['null', {}, null],
  ['nothing.here', {}, 'expression_empty'],
  ['$number(word)', { word: 'x' }, 'expression_failed'],
])('%s', async (expression, input, value) => {
  expect(await resultOf(expression, input)).toEqual(value);
});

test('what fails is told by codes, which quote nothing of the input', async () => {
  const evaluated = await evaluator.evaluate('$number(word)', { word: 'a secret' });
  expect(evaluated).toEqual({ ok: false, code: 'expression_failed', error: 'D3030', position: 8 });
});

test.each([
  ['an endless loop', '($f := function($n) { $f($n + 1) }; $f(0))', 'expression_timeout'],
  ['a recursion without end', '($f := function($n) { 1 + $f($n + 1) }; $f(0))', 'expression_failed'],
  [
    'a pattern that tries everything',
    '$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)',
    'expression_timeout',
  ],
  ['a list of millions', '[1..9999999]', 'expression_failed'],
  [
    'a text that doubles',
    '$length($reduce([1..26], function($a, $b) { $a & $a }, "x"))',
    /^expression_(too_large|timeout)$/,
  ],
  ['a value beyond all size', '$pad("x", 2000000)', 'expression_too_large'],
])('%s is ended, and the next expression is evaluated', async (_name, expression, code) => {
  expect(await resultOf(expression)).toMatch(code);
  expect(await resultOf('1 + 1')).toBe(2);
});

test('many at once each get their own answer', async () => {
  const all = Array.from({ length: 50 }, (_, n) => resultOf('n * 2', { n }));
  expect(await Promise.all(all)).toEqual(Array.from({ length: 50 }, (_, n) => 2 * n));
});

test('expressions that run away do not hold up others for long: who has waited too long is not evaluated', async () => {
  const begun = vi.fn();
  process.on('worker', begun);
  const runaway = '$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)';
  const line = Array.from({ length: 30 }, () => resultOf(runaway));
  const behind = resultOf('1 + 1');
  expect(new Set(await Promise.all([...line, behind]))).toEqual(new Set(['expression_timeout']));
  process.off('worker', begun);
  // Each that is evaluated costs a thread.
  expect(begun.mock.calls.length).toBeLessThanOrEqual(2);
  expect(await resultOf('1 + 1')).toBe(2);
});

test('what does not parse is told with its place', () => {
  expect(faultOfExpression('$sum(items')).toMatch(/^Expected "\)".*at character \d+/);
  expect(faultOfExpression('('.repeat(4_000))).toMatch(/Expected/);
  expect(faultOfExpression('$sum(items)')).toBeUndefined();
});
