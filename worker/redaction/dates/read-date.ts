import { isDay } from '../checksums/dates-in-ids.ts';
import { Role } from '../context/vocabulary.ts';
import { MONTHS } from '../data/months.ts';
import { HASH_SEED, hashWord } from '../scan/hash-word.ts';
import type { Lexicon } from '../scan/lexicon.ts';

const LONGEST = 44;
const YEAR_FIRST = /^(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})(?!\d)/;
const DAY_FIRST = /^(\d{1,2})( ?[-/.] ?| )(\d{1,2})\2(\d{4}|\d{2})(?![\d])/;
const COMPACT = /^((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)/;
const NAMED_AFTER_DAY =
  /^(\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?[ .-]{0,2}(?:of |de |d'|day of )?(\p{L}{3,12})\.?(?:,? (?:of |de |del )?|[-/ .])('?\d{2}|\d{4})(?![\d])/u;
const NAMED_BEFORE_DAY = /^(\p{L}{3,12})\.?[ -](\d{1,2})(?:st|nd|rd|th)?(?:,? |[-/])('?\d{2}|\d{4})(?![\d])/u;
const EAST_ASIAN = /^(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]/;
const NEWEST_SHORT_YEAR = 26;

interface WrittenDate {
  readonly end: number;
  /** ISO 8601 where day and month can be told apart, else as written. */
  readonly canonical: string;
}

/** The date that begins at `from`; absent when none does. */
export function readDate(text: string, from: number, lexicon: Lexicon): WrittenDate | undefined {
  const ahead = text.slice(from, from + LONGEST);
  const yearFirst = YEAR_FIRST.exec(ahead) ?? EAST_ASIAN.exec(ahead) ?? COMPACT.exec(ahead);
  if (yearFirst !== null) {
    const [whole, year = '', ...rest] = yearFirst;
    const [month = '', day = ''] = rest.slice(-2);
    return dated(from, whole, year, Number(month), Number(day));
  }
  const dayFirst = DAY_FIRST.exec(ahead);
  if (dayFirst !== null) {
    const [whole, first = '', sign = '', second = '', year = ''] = dayFirst;
    const [day, month] =
      Number(second) > 12 || (sign === '/' && Number(first) <= 12) ? [second, first] : [first, second];
    return dated(from, whole, year, Number(month), Number(day));
  }
  const named = NAMED_AFTER_DAY.exec(ahead);
  if (named !== null) return dated(from, named[0], named[3], monthOf(named[2], lexicon), Number(named[1]));
  const american = NAMED_BEFORE_DAY.exec(ahead);
  if (american === null) return undefined;
  return dated(from, american[0], american[3], monthOf(american[1], lexicon), Number(american[2]));
}

function dated(from: number, whole: string, year = '', month = 0, day = 0): WrittenDate | undefined {
  if (!isDay(month, day)) return undefined;
  const digits = year.replace("'", '');
  const century = Number(digits) > NEWEST_SHORT_YEAR ? '19' : '20';
  const full = digits.length === 2 ? century + digits : digits;
  if (full < '1880' || full > '2035') return undefined;
  const two = (part: number) => String(part).padStart(2, '0');
  return { end: from + whole.length, canonical: `${full}-${two(month)}-${two(day)}` };
}

function monthOf(word = '', lexicon: Lexicon): number {
  const entry = lexicon.find(hashWord(word, 0, word.length, HASH_SEED), word.normalize('NFC').length);
  if (((lexicon.roles[entry] as number) & Role.month) === 0) return 0;
  const plain = word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return MONTHS.findIndex((names) => names.split(' ').includes(plain)) + 1;
}
