import { Role } from '../context/vocabulary.ts';
import { STREET_ENDINGS } from '../data/place-words.ts';
import { type Page, report } from '../page.ts';
import { canonicalWords } from '../scan/canonical-words.ts';
import { Shape, type Tokens } from '../scan/tokens.ts';
import { extendAddress } from './address-tail.ts';

const MOST_WORDS_BACK = 6;
const AHEAD = 70;
const HOUSE = String.raw`\d{1,5}(?: ?[a-zA-Z](?![\p{L}\d]))?(?:[-/–]\d{1,4} ?[a-zA-Z]?(?![\p{L}\d]))?(?! ?%|[\d.,]*\d|\p{L}| ?(?:km|min|Uhr|EUR|€))`;
const NAME = String.raw`(?:\p{Lu}[\p{L}'’-]*|\p{Lu}\p{L}{0,3}\.|\d{1,2}\.?|de|la|las|los|le|les|du|des|del|della|dei|degli|da|do|dos|das|di|d['’]\p{Lu}\p{L}+|l['’]\p{Lu}\p{L}+|y|e|et|sous|aux|au|von|der|den|dem)`;
const NAME_THEN_NUMBER = new RegExp(
  `^\\.? ?(?:${NAME} ){0,5}\\p{Lu}[\\p{L}'’-]*(?:,? ?(?:n[º°.o]{1,2} ?|nr\\.? ?|no\\.? ?|núm\\.? ?|número |numero |km )?|, )${HOUSE}`,
  'u',
);
const NAME_ONLY = new RegExp(`^\\.? (?:${NAME} ){0,5}(?:\\p{Lu}|d['’]|l['’])[\\p{L}'’-]+`, 'u');
const NUMBER_THEN = /(?:^|[\s,;:"'>|(\t])(\d{1,4}(?: ?(?:bis|ter|quater|[A-Za-z]))?(?:[-/]\d{1,4})?,? )$/i;
/** "am 3. Mai 1999" begins like a street. */
const DATED = /\d{1,2}\.? (?:de |di )?\p{L}+ (?:de )?\d{4}$/u;
const NUMBER_AFTER = new RegExp(`^\\.?,? (?:nr\\.? ?)?${HOUSE}`, 'u');
const UNIT_BEFORE =
  /(?:^|[\s,;:"'>|(])((?:flat|apt|apartment|unit|suite|floor|room|block)\.? ?#?\w{1,5},? ?\n?)$/i;
const BOX_NUMBER = /^\.?:?,? ?(?:n[º°.o]{1,2} ?)?\d{1,7}(?: ?\d{2,3}){0,2}/;

let endings: readonly string[] | undefined;

/** "742 Evergreen Terrace": the street word of token `at` comes last, a house number first. */
export function recogniseNumberedStreet(page: Page, at: number): void {
  const { tokens, text, lexicon } = page;
  const capital = ((tokens.shape[at] as number) & Shape.capital) !== 0;
  const sure = ((lexicon.roles[tokens.entry[at] as number] as number) & Role.streetAfterSure) !== 0;
  let words = 0;
  for (let token = at - 1; token >= 0 && words < MOST_WORDS_BACK; token--) {
    const shape = tokens.shape[token] as number;
    const end = tokens.end[token] as number;
    const gap = (tokens.start[token + 1] as number) - end;
    if (shape === Shape.newline || gap > 2) return;
    if (shape === 0) {
      if (!/[.'’-]/.test(text.charAt(end - 1)) || (text[end - 1] === '-' && gap > 0)) return;
    } else if ((shape & Shape.digit) !== 0 && isHouseNumber(text, tokens.start[token] as number, end)) {
      if (words === 0 || !(sure || capital) || gap === 0) return;
      reportAddress(page, tokens.start[token] as number, afterStreet(page, at), capital ? 0.9 : 0.7);
      return;
    } else if ((shape & Shape.capital) !== 0 || (shape & Shape.digit) !== 0 || !capital) words++;
    else if (
      ((lexicon.roles[tokens.entry[token] as number] as number) & Role.particle) === 0 &&
      !isPossessive(text, token, tokens)
    )
      return;
    if (!capital && (words > 3 || !sure)) return;
  }
}

/** "12 rue de la Paix", "Calle Mayor 15": the street word of token `at` comes first. */
export function recogniseNamedStreet(page: Page, at: number): void {
  const { tokens, text } = page;
  const start = tokens.start[at] as number;
  const end = tokens.end[at] as number;
  const ahead = text.slice(end, end + AHEAD);
  const before = NUMBER_THEN.exec(text.slice(Math.max(0, start - 14), start))?.[1];
  if (before !== undefined && (end - start > 2 || /^(?:bd|av)$/i.test(text.slice(start, end)))) {
    const name = NAME_ONLY.exec(ahead);
    if (name !== null) {
      reportAddress(page, start - before.length, end + name[0].length, 0.88);
      return;
    }
  }
  if (((tokens.shape[at] as number) & Shape.capital) === 0 && text[end] !== '.' && text.charAt(end) !== ' ')
    return;
  const numbered = NAME_THEN_NUMBER.exec(ahead);
  if (numbered !== null && !DATED.test(numbered[0]))
    reportAddress(page, start, end + numbered[0].length, 0.85);
}

/** "Hauptstraße 12a", "Friedrich-Ebert-Straße 5": token `at` ends like a street and a house number follows. */
export function recogniseOneWordStreet(page: Page, at: number): void {
  const { tokens, text } = page;
  const end = tokens.end[at] as number;
  const number = NUMBER_AFTER.exec(text.slice(end, end + 24));
  if (number === null || !endsLikeStreet(text.slice(tokens.start[at], end))) return;
  let first = at;
  while (
    first >= 2 &&
    text[tokens.start[first - 1] as number] === '-' &&
    tokens.end[first - 2] === tokens.start[first - 1]
  )
    first -= 2;
  const word = first > 0 && ((tokens.shape[first - 1] as number) & Shape.capital) !== 0 ? first - 1 : first;
  const adjective =
    /^(?:Alte|Neue|Lange|Kurze|Große|Kleine|Obere|Untere|Breite|Hohe|Am|An|Im|Oude|Nieuwe|Lange|Korte|Stora|Lilla|Store|Van|Sankt|St|\p{Lu}\p{L}+(?:er|r|s))$/u.test(
      text.slice(tokens.start[word], tokens.end[word]),
    );
  const bare = end - (tokens.start[at] as number) <= 7;
  const start = tokens.start[adjective || bare ? word : first] as number;
  reportAddress(page, start, end + number[0].length, 0.85);
}

/** "PO Box 123": token `at` ends the words for a post box. */
export function recognisePostBox(page: Page, at: number, last: number): void {
  const end = page.tokens.end[last] as number;
  const number = BOX_NUMBER.exec(page.text.slice(end, end + 20));
  if (number !== null) reportAddress(page, page.tokens.start[at] as number, end + number[0].length, 0.85);
}

function reportAddress(page: Page, start: number, end: number, score: number): void {
  const unit = UNIT_BEFORE.exec(page.text.slice(Math.max(0, start - 22), start))?.[1] ?? '';
  const last = extendAddress(page.text, end, page.lexicon);
  const from = start - unit.length;
  report(page, 'postal_address', from, last, score, canonicalWords(page.text.slice(from, last)));
}

function afterStreet(page: Page, at: number): number {
  const end = page.tokens.end[at] as number;
  const direction = /^\.?(?:,? (?:NW|NE|SW|SE|N|S|E|W|North|South|East|West)(?![\p{L}\d])\.?|\.)/u.exec(
    page.text.slice(end, end + 10),
  );
  return direction === null ||
    (direction[0] === '.' && !/^\.,? [\p{L}#\d]/u.test(page.text.slice(end, end + 4)))
    ? end
    : end + direction[0].length;
}

/** The "s" of "King's Road". */
function isPossessive(text: string, token: number, { start, end }: Tokens): boolean {
  const at = start[token] as number;
  return /['’]s$/.test(text.slice(at - 1, end[token]));
}

function isHouseNumber(text: string, start: number, end: number): boolean {
  return /^\d{1,5}[a-zA-Z]?$/.test(text.slice(start, end)) && !/[\d$€£.#:]/.test(text.charAt(start - 1));
}

function endsLikeStreet(word: string): boolean {
  if (word.length < 5) return /^(?:str|weg)$/i.test(word);
  endings ??= STREET_ENDINGS;
  const plain = word.normalize('NFD').replace(/\p{M}/gu, '').replace('ß', 'ss').toLowerCase();
  return endings.some(
    (ending) => plain.endsWith(ending) && (plain.length > ending.length + 1 || ending === 'strasse'),
  );
}
