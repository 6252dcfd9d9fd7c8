import { hasDate, isDay, twoDigits } from './dates-in-ids.ts';
import { passesLuhn, remainder, weightedSum } from './digit-sums.ts';
import { passesMod11And10 } from './iso-7064.ts';
import { passesVerhoeff } from './verhoeff.ts';

type Check = (digits: string) => boolean;

const digitAt = (digits: string, at: number) => digits.charCodeAt(at) - 48;
const falling = (from: number, count: number) => Array.from({ length: count }, (_, at) => from - at);
const varied = (digits: string) => /[^0]/.test(digits) && new Set(digits).size > 1;
/** The check digit is what is missing to a multiple of `modulus`; `ten` stands for remainders of ten and more. */
const complement =
  (weights: readonly number[], modulus: number, ten = -1): Check =>
  (digits) => {
    const missing = (modulus - (weightedSum(digits, weights) % modulus)) % modulus;
    return (missing > 9 ? ten : missing) === digitAt(digits, weights.length);
  };
const remains =
  (weights: readonly number[], modulus: number, ten: number): Check =>
  (digits) => {
    const rest = weightedSum(digits, weights) % modulus;
    return (rest > 9 ? ten : rest) === digitAt(digits, weights.length);
  };

const CPF_WEIGHTS = [falling(10, 9), falling(11, 10)];
const CNPJ_WEIGHTS = [
  [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2],
  [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2],
];
const brazilian =
  (weights: readonly (readonly number[])[]): Check =>
  (digits) =>
    varied(digits) && weights.every((row) => complement(row, 11, 0)(digits));

/** Social Security numbers: no area 000, 666 or 9xx; taxpayer numbers (ITIN) fill some of the 9xx. */
const american: Check = (digits) => {
  const group = twoDigits(digits, 3);
  if (digits.startsWith('9')) {
    return (group >= 50 && group <= 65) || (group >= 70 && group <= 88) || (group >= 90 && group !== 93);
  }
  return !/^(000|666)/.test(digits) && group !== 0 && !digits.endsWith('0000');
};
const estonian: Check = (digits) => {
  const first = weightedSum(digits, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
  const second = weightedSum(digits, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11;
  return hasDate(digits, 3, 5) && (first < 10 ? first : second % 10) === digitAt(digits, 10);
};
const german: Check = (digits) => {
  const counts = [...digits.slice(0, 10)].reduce<Record<string, number>>(
    (sum, digit) => Object.assign(sum, { [digit]: (sum[digit] ?? 0) + 1 }),
    {},
  );
  const repeated = Object.values(counts).filter((count) => count > 1);
  return digits[0] !== '0' && repeated.length === 1 && (repeated[0] ?? 0) <= 3 && passesMod11And10(digits);
};
const turkish: Check = (digits) => {
  const odd = [0, 2, 4, 6, 8].reduce((sum, at) => sum + digitAt(digits, at), 0);
  const even = [1, 3, 5, 7].reduce((sum, at) => sum + digitAt(digits, at), 0);
  const tenth = (odd * 7 - even + 100) % 10;
  return (
    digits[0] !== '0' && tenth === digitAt(digits, 9) && (odd + even + tenth) % 10 === digitAt(digits, 10)
  );
};
const belgian: Check = (digits) => {
  const check = Number(digits.slice(9));
  const body = digits.slice(0, 9);
  return (
    twoDigits(digits, 2) <= 12 &&
    twoDigits(digits, 4) <= 31 &&
    (97 - remainder(body, 97) === check || 97 - remainder(`2${body}`, 97) === check)
  );
};
const russianPension: Check = (digits) =>
  (weightedSum(digits, falling(9, 9)) % 101) % 100 === Number(digits.slice(9));
const bulgarian: Check = (digits) =>
  isDay(twoDigits(digits, 2) % 20, twoDigits(digits, 4)) &&
  remains([2, 4, 8, 5, 10, 9, 7, 3, 6], 11, 0)(digits);
const swedish: Check = (digits) =>
  isDay(twoDigits(digits, 2), twoDigits(digits, 4) % 60) && passesLuhn(digits);

/** Checks of national numbers that have digits only, by scheme. */
export const NATIONAL_CHECKS = {
  american,
  german,
  turkish,
  belgian,
  bulgarian,
  estonian,
  russianPension,
  croatian: passesMod11And10,
  canadian: (digits) => /^[0-79]/.test(digits) && passesLuhn(digits),
  israeli: (digits) => varied(digits) && passesLuhn(digits),
  dutch: (digits) => varied(digits) && (weightedSum(digits, falling(9, 8)) - digitAt(digits, 8)) % 11 === 0,
  portuguese: (digits) => /^[1235689]/.test(digits) && complement(falling(9, 8), 11, 0)(digits),
  australianTax: (digits) => varied(digits) && weightedSum(digits, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0,
  australianHealth: (digits) =>
    /^[2-6]/.test(digits) && weightedSum(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === digitAt(digits, 8),
  britishHealth: (digits) => varied(digits) && complement(falling(10, 9), 11)(digits),
  polish: (digits) =>
    isDay(twoDigits(digits, 2) % 20, twoDigits(digits, 4)) &&
    complement([1, 3, 7, 9, 1, 3, 7, 9, 1, 3], 10)(digits),
  norwegian: (digits) =>
    isDay(twoDigits(digits, 2), twoDigits(digits, 0) % 40) &&
    complement([3, 7, 6, 1, 8, 9, 4, 5, 2], 11)(digits) &&
    complement([5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 11)(digits),
  danish: (digits) => hasDate(digits, 2, 0),
  swedish,
  swedishLong: (digits) => /^(19|20)/.test(digits) && swedish(digits.slice(2)),
  austrian: (digits) =>
    hasDate(digits, 6, 4) && weightedSum(digits, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === digitAt(digits, 3),
  swiss: (digits) => digits.startsWith('756') && complement([1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3], 10)(digits),
  french: (digits) =>
    /^[1-478]/.test(digits) && 97 - remainder(digits.slice(0, 13), 97) === Number(digits.slice(13)),
  greek: (digits) => hasDate(digits, 2, 0) && passesLuhn(digits),
  romanian: (digits) => hasDate(digits, 3, 5) && remains([2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9], 11, 1)(digits),
  yugoslav: (digits) =>
    hasDate(digits, 2, 0) && complement([7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 11, 0)(digits),
  czech: (digits) => isDay(twoDigits(digits, 2) % 50, twoDigits(digits, 4)) && remainder(digits, 11) === 0,
  brazilianPerson: brazilian(CPF_WEIGHTS),
  brazilianCompany: brazilian(CNPJ_WEIGHTS),
  argentine: (digits) =>
    /^(20|23|24|27|3[034])/.test(digits) && complement([5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 11, 9)(digits),
  indian: (digits) => /^[2-9]/.test(digits) && passesVerhoeff(digits),
  chinese: (digits) =>
    hasDate(digits, 10, 12) &&
    weightedSum(digits, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1]) % 11 === 1,
  korean: (digits) => hasDate(digits, 2, 4) && /^.{6}[1-8]/.test(digits),
  southAfrican: (digits) => hasDate(digits, 2, 4) && /^.{10}[01]/.test(digits) && passesLuhn(digits),
  japanese: (digits) => {
    const rest = weightedSum(digits, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    return (rest < 2 ? 0 : 11 - rest) === digitAt(digits, 11);
  },
  malaysian: (digits) => hasDate(digits, 2, 4),
  thai: (digits) => (11 - (weightedSum(digits, falling(13, 12)) % 11)) % 10 === digitAt(digits, 12),
  pakistani: (digits) => /^[1-7]/.test(digits),
} satisfies Record<string, Check>;
