import type { DigitWindow } from './digit-window.ts';

/** Country calling codes of one and two digits; all others have three. */
const SHORT_CODES = new Set(
  `1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86
   90 91 92 93 94 95 98`.split(/\s+/),
);
const LONG_CODES = /^(2[1-69]|35|37|38|42|50|59|67|68|69|80|85|87|88|96|97|99)\d/;
const CODE_OF_COUNTRY: Readonly<Record<string, string>> = {
  US: '1',
  CA: '1',
  GB: '44',
  DE: '49',
  FR: '33',
  ES: '34',
  IT: '39',
  NL: '31',
  BE: '32',
  AT: '43',
  CH: '41',
  PT: '351',
  PL: '48',
  SE: '46',
  NO: '47',
  DK: '45',
  FI: '358',
  IE: '353',
  BR: '55',
  MX: '52',
  IN: '91',
  CN: '86',
  JP: '81',
  KR: '82',
  AU: '61',
  NZ: '64',
  ZA: '27',
  TR: '90',
  RU: '7',
  CZ: '420',
  GR: '30',
  RO: '40',
  HU: '36',
  IL: '972',
};
const NORTH_AMERICAN = new Set([
  '(3) 3-4',
  '(3)3-4',
  '(3) 3 4',
  '(3) 3.4',
  '(3)-3-4',
  '(3)3 4',
  '(3)3.4',
  '3-3-4',
  '3.3.4',
  '3 3-4',
  '3/3-4',
  '3-3 4',
  '3-3.4',
  '3/3/4',
  '(3) 7',
  '1-3-3-4',
  '1.3.3.4',
  '1 3-3-4',
  '1 (3) 3-4',
  '1 (3)3-4',
  '1-(3)-3-4',
  '1(3)3-4',
  '1 3 3 4',
  '(3) 3 - 4',
  '3 - 3 - 4',
  '1 3.3.4',
  '1 (3) 3 4',
]);
const NATIONAL = new Map([
  ['3 3 4', /^[2-9]\d\d[1-9]/],
  ['3 4 4', /^1[3-9]/],
  ['3-4-4', /^1[3-9]/],
  ['5 5', /^[6-9]/],
  ['5-5', /^[6-9]/],
  ['3 7', /^3[2-9]/],
  ['3 3 2 2', /^[3-9]/],
  ['3 2 2 2', /^[6-9]/],
  ['2 3 2 2', /^9[1-8]|^8[1-8]/],
  ['2 3 3', /^9[1-8]|^2[0-9]/],
  ['1 3 3-2-2', /^8/],
  ['1 (3) 3-2-2', /^8/],
  ['1-3-3-2-2', /^8/],
  ['(2) 5-4', /^[1-9]/],
  ['(2) 4-4', /^[1-9]/],
  ['(2)5-4', /^[1-9]/],
  ['(2)4-4', /^[1-9]/],
  ['(2) 4 4', /^[1-9]/],
  ['2 5-4', /^[1-9][1-9]9/],
  ['3-3-2-2', /^[3-9]/],
]);
/** Dates are written with the same signs. */
const DATE = /^(\d{4}[-/. ]\d{1,2}[-/. ]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ](\d{2}|\d{4}))$/;
const DATE_SIGNATURE = /^(4[-/.]2[-/.]2|[12][-/.][12][-/.][24]|4-4|4 4 4 4|4[-/]2)( |$)/;
const ALONE_ENOUGH = 0.7;

interface Reading {
  readonly score: number;
  /** E.164 as far as the country is known. */
  readonly canonical: string;
}

/**
 * Reads a number as a phone number.
 * @param context how sure the words around it say "phone": 0 not at all, 1 plainly
 * @param country where numbers without a country's code are taken to be from
 */
export function readPhone(
  window: DigitWindow,
  text: string,
  context: number,
  country: string,
): Reading | undefined {
  const { digits, signature, plus } = window;
  const count = digits.length;
  if (count < 7 || count > 16) return undefined;
  if (plus) return readInternational(digits.replace(/^(\d{1,3})0(?=\d)/, keepTrunkless(signature)), 0.97);
  if (
    /^00[1-9]/.test(digits) &&
    !/^1\D/.test(signature) &&
    count >= 11 &&
    (signature !== String(count) || context > 0)
  ) {
    return readInternational(digits.slice(2), 0.8);
  }
  if (DATE_SIGNATURE.test(signature) || DATE.test(text.slice(window.start, window.end))) return undefined;
  const alone = scoreAlone(digits, signature);
  const score =
    context > 0 && count <= 13 && !/ - /.test(signature) ? Math.max(alone, 0.55 + 0.35 * context) : alone;
  return score > 0 ? { score, canonical: nationalForm(digits, signature, country) } : undefined;
}

/** "+44 (0)20" has a trunk zero that is not dialled from abroad. */
function keepTrunkless(signature: string): string {
  return /^\d ?\(1\)/.test(signature) ? '$1' : '$10';
}

function readInternational(digits: string, score: number): Reading | undefined {
  const known =
    SHORT_CODES.has(digits.slice(0, 1)) || SHORT_CODES.has(digits.slice(0, 2)) || LONG_CODES.test(digits);
  return known && digits.length >= 8 && digits.length <= 15 ? { score, canonical: `+${digits}` } : undefined;
}

function scoreAlone(digits: string, signature: string): number {
  const bracketed = signature.startsWith('(');
  if (NORTH_AMERICAN.has(signature)) return bracketed || /^1?[2-9]/.test(digits) ? 0.85 : ALONE_ENOUGH;
  if (NATIONAL.get(signature)?.test(digits)) return bracketed ? 0.8 : 0.6;
  const groups = signature.match(/\d+/g) ?? [];
  const area = Number(groups[0]);
  const trunk = /^0[1-9]/.test(digits) && digits.length >= 9 && digits.length <= 12;
  if (!trunk || groups.length < 2) return 0;
  if (area === 1)
    return digits.length >= 10 && /^1 ?[(/-]/.test(signature) && !/4-2-2|-1$/.test(signature) ? 0.55 : 0;
  return area <= 6 ? ALONE_ENOUGH : 0;
}

function nationalForm(digits: string, signature: string, country: string): string {
  const american = NORTH_AMERICAN.has(signature);
  if (american && digits.length === 11) return `+${digits}`;
  if (american) return `+1${digits}`;
  const code = CODE_OF_COUNTRY[country];
  if (code === undefined) return digits;
  if (code === '1' && digits.length !== 10)
    return digits.length === 11 && digits.startsWith('1') ? `+${digits}` : digits;
  return `+${code}${code === '39' ? digits : digits.replace(/^0/, '')}`;
}
