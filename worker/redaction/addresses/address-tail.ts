import { Role } from '../context/vocabulary.ts';
import { HASH_SEED, hashUnit, hashWord } from '../scan/hash-word.ts';
import type { Lexicon } from '../scan/lexicon.ts';

const AHEAD = 90;
const MOST_PIECES = 7;
const GAP = /^(?:[ \t]*[,·][ \t]*\n?[ \t]*|[ \t]*\r?\n[ \t>]*|[ \t]+(?:[-–] )?|\\n)/;
const CITY = String.raw`(?:\p{Lu}[\p{L}'’-]+|Ste?\.)(?: (?:\p{Lu}[\p{L}'’-]*|de|la|le|les|del|of|upon|am|an der|on|do|da|dos|den|der|im|i|sur|sous|en|y|bei)){0,4}`;
const UK = String.raw`[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?![\p{L}\d])`;
const CANADA = String.raw`[A-CEGHJ-NPR-TVXY]\d[A-Z][ -]?\d[A-Z]\d(?![\p{L}\d])`;
const CODE = String.raw`(?:[A-Z]{1,2}-)?(?:\d{5}-\d{3}|\d{4}-\d{3}|\d{2}-\d{3}|\d{5}-\d{4}|\d{4} ?[A-Z]{2}(?![\p{L}])|\d{3} \d{2,3}|\d{4,6})(?![\p{L}\d])`;
const STATE = '(?:[A-Z]{2,3}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)';
const UNIT =
  /^(?:#|(?:apt|apartment|suite|ste|unit|flat|floor|fl|room|rm|building|bldg|block|level|lot|office|appartement|appt|bâtiment|bat|étage|etage|escalier|piso|puerta|planta|portal|esc|interno|int|scala|wohnung|whg|bus|andar|bloco|apto|sala|lgh|penthouse|lokal|m)\b\.?)[ ]?[#nN]?[º°.]?[ ]?[\p{L}\d][\p{L}\d/-]{0,5}(?![\p{L}\d])|^\d{1,2}(?:º|ª|°|st|nd|rd|th|er|ème|e|\.)[ ]?(?:(?:floor|étage|piso|planta|andar|OG|Stock|izq|dcha|izda|dto|esq)\b\.?|[A-Z](?![\p{L}\d]))(?:[ ]?[A-Z](?![\p{L}]))?/iu;
const PIECES = [
  new RegExp(`^(?:${CITY},? ?)?(?:${UK}|${CANADA})`, 'u'),
  new RegExp(`^${CITY},? (?:${STATE}\\.?,? )${CODE}`, 'u'),
  new RegExp(`^${CODE},? (?:${CITY})(?: ?\\([A-Z]{2}\\)|[ ,-]{1,3}[A-Z]{2}(?![\\p{L}\\d]))?`, 'u'),
  new RegExp(`^${CITY}(?: - |[ ,/-]{1,2})${CODE}`, 'u'),
  new RegExp(`^${CITY}(?: - |, |/)[A-Z]{2},? (?:- )?${CODE}`, 'u'),
  new RegExp(`^${CITY}(?:, |/| - )[A-Z]{2}(?![\\p{L}\\d])`, 'u'),
  new RegExp(`^[A-Z]{2} ${CODE}`, 'u'),
  /^[a-z]{2} \d{5}(?![\p{L}\d])/u,
  new RegExp(`^(?:CEP:? ?|cap ?|C\\.?P\\.? ?|〒)?${CODE}(?=$|[\\s,.;|"'<)]|\\\\n)`, 'u'),
];
/** The first of these have a postal code and a city. */
const WITH_CODE = 5;
const WORDS = /^\p{L}[\p{L}'’-]+(?: \p{L}[\p{L}'’-]+){0,3}/u;

/** How far an address that has a street up to `end` goes on: unit, district, city, state, postal code, country. */
export function extendAddress(text: string, end: number, lexicon: Lexicon): number {
  let reached = end;
  for (let piece = 0; piece < MOST_PIECES; piece++) {
    const ahead = text.slice(reached, reached + AHEAD);
    const gap = GAP.exec(ahead)?.[0];
    if (gap === undefined) return reached;
    const rest = ahead.slice(gap.length);
    const length = pieceLength(rest, lexicon, /[\n\\]/.test(gap));
    if (length === 0) return reached;
    reached += gap.length + length;
  }
  return reached;
}

/** The length of a postal code with its city at the beginning of `rest`; 0 when there is none. */
export function codeAndCity(rest: string): number {
  for (const form of PIECES.slice(0, WITH_CODE)) {
    const found = form.exec(rest);
    if (found !== null) return found[0].length;
  }
  return 0;
}

function pieceLength(rest: string, lexicon: Lexicon, newLine: boolean): number {
  const unit = UNIT.exec(rest);
  if (unit !== null) return unit[0].length;
  for (const form of newLine ? PIECES.slice(0, WITH_CODE + 1) : PIECES) {
    const found = form.exec(rest);
    if (found !== null) return found[0].length;
  }
  return knownPlace(rest, lexicon) || district(rest);
}

/** A quarter or village between the street and the line with the postal code. */
function district(rest: string): number {
  const found = /^\p{Lu}[\p{L}'’-]+(?: [\p{L}'’-]+){0,3}(?=(?:, ?|\r?\n))/u.exec(rest)?.[0];
  if (found === undefined) return 0;
  const gap = GAP.exec(rest.slice(found.length))?.[0] ?? '';
  return codeAndCity(rest.slice(found.length + gap.length)) > 0 ? found.length : 0;
}

/** The length of a city's, state's or country's name at the beginning of `rest`; 0 when it is none that is known. */
function knownPlace(rest: string, lexicon: Lexicon): number {
  let words = WORDS.exec(rest)?.[0].replace(/[.'’-]+$/, '') ?? '';
  while (words !== '') {
    const parts = words.split(' ');
    const hash = parts.reduce(
      (sum, part, at) => hashWord(part, 0, part.length, at === 0 ? HASH_SEED : hashUnit(sum, 0x20)),
      HASH_SEED,
    );
    const roles = lexicon.roles[lexicon.find(hash, words.normalize('NFC').length)] as number;
    if (
      (roles & (Role.city | Role.country)) !== 0 ||
      (roles & Role.state && words.length > 3 && /^\p{Lu}/u.test(words))
    )
      return words.length;
    words = words.includes(' ') ? words.slice(0, words.lastIndexOf(' ')) : '';
  }
  return 0;
}
