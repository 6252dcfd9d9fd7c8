import { GrowingList } from './growing-list.ts';

/** Characters that show nothing and only part words; emoji's joiners are among them. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;
/** Accents and the like, once they are parted from their letters. */
const FIRST_MARK = '\u0300';
const LAST_MARK = '\u036f';

/** Letters of other alphabets, and signs, that look like a Latin letter. */
const LOOKALIKES = new Map(
  Object.entries({
    a: 'аαɑ',
    b: 'ЬвВβ',
    c: 'сϲ',
    d: 'ԁɗ',
    e: 'еєεҽ℮',
    f: 'ғ',
    g: 'ɡց',
    h: 'һнН',
    i: 'іιıɩ',
    j: 'јϳ',
    k: 'кκ',
    l: 'ӏⅼ',
    m: 'мМ',
    n: 'пηո',
    o: 'оοօσ',
    p: 'рρ',
    q: 'ԛ',
    r: 'гᴦ',
    s: 'ѕʂ',
    t: 'тτТ',
    u: 'υսц',
    v: 'ѵν',
    w: 'ԝшω',
    x: 'хχ',
    y: 'уүγ',
    z: 'ᴢʐ',
  }).flatMap(([latin, others]) => [...others].map((other): [string, string] => [other.toLowerCase(), latin])),
);
const SPACE = /\s/;
const LATIN = /[a-z]/;
const LETTERS = /\p{L}+/gu;

/** A text as its reader sees it, without what only hides it from a filter, and where each of its units came from. */
export interface FoldedText {
  readonly text: string;
  /** Index in the original of each UTF-16 unit of `text`, and its length at the end. */
  readonly origins: Uint32Array;
}

/** Lower case, without marks on letters, invisible characters and other widths or fonts of a letter. */
export function foldText(original: string): FoldedText {
  const parts: string[] = [];
  const origins = new GrowingList();
  let at = 0;
  let isPlain = true;
  while (at < original.length) {
    const end = endOfAscii(original, at);
    if (end > at) parts.push(original.slice(at, end).toLowerCase());
    for (; at < end; at += 1) origins.add(at);
    if (at === original.length) break;
    const char = String.fromCodePoint(original.codePointAt(at) ?? 0);
    const folded = foldCharacter(char);
    for (let i = 0; i < folded.length; i += 1) origins.add(at);
    parts.push(folded);
    at += char.length;
    isPlain = false;
  }
  origins.add(original.length);
  const text = parts.join('');
  return { text: isPlain ? text : unmixed(text), origins: origins.values() };
}

function endOfAscii(text: string, start: number): number {
  let end = start;
  while (end < text.length && text.charCodeAt(end) < ASCII) end += 1;
  return end;
}

const ASCII = 0x80;

/** The same with one space between words, however many spaces, tabs or line ends there are. */
export function closeUp({ text, origins }: FoldedText): FoldedText {
  let closed = '';
  const kept: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const isSpace = SPACE.test(text.charAt(at));
    if (isSpace && closed.endsWith(' ')) continue;
    closed += isSpace ? ' ' : text.charAt(at);
    kept.push(origins[at] ?? 0);
  }
  kept.push(origins.at(-1) ?? 0);
  return { text: closed, origins: Uint32Array.from(kept) };
}

function foldCharacter(char: string): string {
  let folded = FOLDED.get(char);
  if (folded === undefined) {
    folded = foldRare(char);
    if (FOLDED.size < MOST_FOLDED) FOLDED.set(char, folded);
  }
  return folded;
}

/** Characters met before: a text has few different ones. */
const FOLDED = new Map<string, string>();
const MOST_FOLDED = 20_000;

function foldRare(char: string): string {
  if (INVISIBLE.test(char)) return '';
  let folded = '';
  for (const part of char.normalize('NFKD')) if (part < FIRST_MARK || part > LAST_MARK) folded += part;
  // Korean falls apart into its strokes otherwise.
  return folded.normalize('NFC').toLowerCase();
}

/** Replaces lookalikes in words that have Latin letters as well; a word all in Cyrillic is simply Russian. */
function unmixed(text: string): string {
  return text.replace(LETTERS, (word) => {
    if (!LATIN.test(word)) return word;
    let plain = '';
    for (const letter of word) plain += letter < '\u0080' ? letter : sameLength(letter);
    return plain;
  });
}

function sameLength(letter: string): string {
  const plain = LOOKALIKES.get(letter);
  return plain !== undefined && plain.length === letter.length ? plain : letter;
}
