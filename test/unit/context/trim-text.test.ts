import fc from 'fast-check';
import { expect, test } from 'vitest';
import { delimit } from '../../../shared/catalog/delimit-data.ts';
import { loadTokenCounter } from '../../../worker/context/count-tokens.ts';
import { fitBlocks } from '../../../worker/context/fit-blocks.ts';
import { measure, trim } from '../../../worker/context/trim-text.ts';

const count = await loadTokenCounter();
const LINES = Array.from({ length: 40 }, (_, i) => `Line ${i} of a text. It has two sentences.`).join('\n');

const marks = (text: string) => text.match(/<\/?data>/g) ?? [];
const balanced = (text: string) =>
  marks(text).every((mark, i) => mark === (i % 2 === 0 ? '<data>' : '</data>'));

test('a text is cut at the end of a sentence, says so, and ends its mark', () => {
  const cut = trim(`Notes:\n${delimit(LINES)}`, 60, count);
  expect(cut).toMatch(/^Notes:\n<data>\nLine 0 of a text\. .*(text|sentences)\. …\n<\/data>$/s);
  expect(measure(cut, 60, count)).toBeLessThanOrEqual(60);
});

test('of a text that has no room for any of its data nothing is left', () => {
  expect(trim(`A long heading that says what comes. ${delimit(LINES)}`, 18, count)).toBe('');
  expect(trim(delimit(LINES), 0, count)).toBe('');
});

test('whatever is cut keeps its bound, its marks in pairs, and its characters whole', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.constantFrom('</data>', '<data>', ' ', '\n', '. ', '😀'.repeat(200), 'x'.repeat(500), LINES),
  );
  const text = fc
    .array(fc.record({ before: fc.string({ unit: 'grapheme', maxLength: 20 }), data: fc.array(piece) }))
    .map((parts) =>
      parts.map(({ before, data }) => `${before.replace(/[<>]/g, '')}${delimit(data.join(''))}`),
    );
  fc.assert(
    fc.property(text, fc.nat(400), (parts, most) => {
      const cut = trim(parts.join('\n'), most, count);
      expect(balanced(cut)).toBe(true);
      expect(marks(cut).length % 2).toBe(0);
      expect(cut.isWellFormed()).toBe(true);
      expect(measure(cut, most, count)).toBeLessThanOrEqual(most);
    }),
    { numRuns: 200 },
  );
});

test('counting takes no longer for a text without an end of anything', () => {
  const endless = [
    '漢字仮名交じり文'.repeat(4_000),
    'a'.repeat(30_000),
    ' '.repeat(30_000),
    '!'.repeat(30_000),
  ];
  let calls = 0;
  const counted = (text: string) => {
    calls++;
    expect(text.length).toBeLessThanOrEqual(240);
    return count(text);
  };
  for (const text of endless) expect(measure(text, 1_000, counted)).toBe(Number.POSITIVE_INFINITY);
  // It stops where there are too many, so what lies behind costs nothing.
  expect(calls).toBeLessThan(600);
});

const block = (name: string, words: number, more: object = {}) => ({
  ...{ name, priority: 0, text: 'word '.repeat(words).trim() },
  ...more,
});
const sizes = (blocks: readonly ReturnType<typeof block>[], budget: number) =>
  Object.fromEntries(
    [...fitBlocks(blocks, budget, count).texts].map(([name, text]) => [name, measure(text, 1e6, count)]),
  );

test('what fits stays as it is; else the lower priority is cut first, and of equals the later', () => {
  const [low, high, later] = [block('low', 90), block('high', 90, { priority: 5 }), block('later', 90)];
  expect(fitBlocks([low, high, later], 1_000, count).cuts).toEqual([]);
  const { cuts } = fitBlocks([low, high, later], 200, count);
  expect(cuts).toMatchObject([{ name: 'later', had: 90 }]);
  const fitted = sizes([low, high, later], 120);
  expect(fitted).toMatchObject({ high: 90, later: 0 });
  expect(fitted.low).toBeGreaterThan(10);
  expect(fitted.low).toBeLessThanOrEqual(30);
});

test('a block is sure of its share, and what it does not need goes to others', () => {
  const important = block('important', 900, { priority: 9 });
  const shared = sizes([block('modest', 900, { share: 30 }), important], 200);
  expect(shared.modest).toBeGreaterThan(40);
  expect(shared.important).toBeGreaterThan(70);
  expect((shared.modest ?? 0) + (shared.important ?? 0)).toBeLessThanOrEqual(200);
  const unused = sizes([block('modest', 10, { share: 30 }), important], 200);
  expect(unused.modest).toBe(10);
  expect(unused.important).toBeGreaterThan(shared.important ?? 0);
});

test('what the cut of one block leaves over goes to the next, so that its share is enough to be heard', () => {
  const text = delimit(LINES);
  const [first, sure] = [block('first', 0, { text, priority: 9 }), block('sure', 0, { text, share: 25 })];
  // Of ten tokens alone nothing of its data would be left.
  expect(sizes([sure], 10).sure).toBe(0);
  const fitted = sizes([first, sure], 40);
  expect(fitted.first).toBeGreaterThan(20);
  expect(fitted.sure).toBeGreaterThan(0);
});

test('blocks together never have more than the budget, in tokens and in bytes', () => {
  const blocks = fc.array(
    fc.record(
      {
        name: fc.uuid(),
        priority: fc.nat(3),
        share: fc.nat(25),
        text: fc
          .array(fc.constantFrom('word ', ' '.repeat(400), '漢字。', 'a.\n', '</data>'))
          .map((p) => p.join('')),
      },
      { requiredKeys: ['name', 'priority', 'text'] },
    ),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(blocks, fc.nat(120), (some, budget) => {
      const { texts } = fitBlocks(some, budget, count);
      const all = [...texts.values()];
      expect(all.reduce((sum, text) => sum + measure(text, 1e6, count), 0)).toBeLessThanOrEqual(budget);
      expect(Buffer.byteLength(all.join(''))).toBeLessThanOrEqual(8 * budget);
    }),
    { numRuns: 200 },
  );
});
