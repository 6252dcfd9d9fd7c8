import { STREET_ENDINGS } from '../data/address-words.ts';
import type { Page } from '../page.ts';
import { Shape } from '../scan/tokens.ts';
import { reportAddress } from './report-address.ts';

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
const BOX_NUMBER = /^\.?:?,? ?(?:n[º°.o]{1,2} ?)?\d{1,7}(?: ?\d{2,3}){0,2}/;

let endings: readonly string[] | undefined;

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

function endsLikeStreet(word: string): boolean {
  if (word.length < 5) return /^(?:str|weg)$/i.test(word);
  endings ??= STREET_ENDINGS;
  const plain = word.normalize('NFD').replace(/\p{M}/gu, '').replace('ß', 'ss').toLowerCase();
  return endings.some(
    (ending) => plain.endsWith(ending) && (plain.length > ending.length + 1 || ending === 'strasse'),
  );
}
