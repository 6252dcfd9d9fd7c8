import { hasDate } from './dates-in-ids.ts';
import { remainder, weightedSum } from './digit-sums.ts';

type Check = (code: string) => boolean;

const SPANISH = 'TRWAGMYFPDXBNJZSQVHLCKE';
const FINNISH = '0123456789ABCDEFHJKLMNPRSTUVWXY';
const IRISH = 'WABCDEFGHIJKLMNOPQRSTUV';
const ITALIAN_MONTHS = 'ABCDEHLMPRST';
const ITALIAN_ODD = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];
const MEXICAN = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';
const VIN_VALUES = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ';
const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const CHINESE_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Place of a letter in the alphabet, from 0. */
const letter = (code: string, at: number) => code.charCodeAt(at) - 65;

const italian: Check = (code) => {
  let sum = 0;
  for (let at = 0; at < 15; at++) {
    const value = code.charCodeAt(at) < 58 ? code.charCodeAt(at) - 48 : letter(code, at);
    sum += at % 2 === 0 ? (ITALIAN_ODD[value] as number) : value;
  }
  return ITALIAN_MONTHS.includes(code.charAt(8)) && sum % 26 === letter(code, 15);
};
/** Documents of ICAO 9303: weights 7, 3, 1 over the characters before the last, letters counting from ten. */
const travelDocument: Check = (code) => {
  let sum = 0;
  for (let at = 0; at < code.length - 1; at++) {
    const unit = code.charCodeAt(at);
    sum += (unit < 58 ? unit - 48 : unit - 55) * ([7, 3, 1][at % 3] as number);
  }
  return sum % 10 === code.charCodeAt(code.length - 1) - 48;
};
const irish: Check = (code) => {
  const second = code.length > 8 && code[8] !== 'W' ? letter(code, 8) + 1 : 0;
  return IRISH[(weightedSum(code, [8, 7, 6, 5, 4, 3, 2]) + second * 9) % 23] === code[7];
};
const singaporean: Check = (code) => {
  const sum = weightedSum(code.slice(1), [2, 7, 6, 5, 4, 3, 2]) + ('TG'.includes(code.charAt(0)) ? 4 : 0);
  return ('ST'.includes(code.charAt(0)) ? 'JZIHGFEDCBA' : 'XWUTRQPNMLK')[sum % 11] === code[8];
};
const taiwanese: Check = (code) => {
  const region = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'.indexOf(code.charAt(0)) + 10;
  const sum =
    Math.floor(region / 10) + (region % 10) * 9 + weightedSum(code.slice(1), [8, 7, 6, 5, 4, 3, 2, 1, 1]);
  return sum % 10 === 0;
};
const chilean: Check = (code) => {
  const body = code.slice(0, -1);
  const sum = [...body].reduceRight(
    ({ total, weight }, digit) => ({
      total: total + Number(digit) * weight,
      weight: weight === 7 ? 2 : weight + 1,
    }),
    { total: 0, weight: 2 },
  );
  return '0123456789K'[(11 - (sum.total % 11)) % 11] === code.at(-1);
};
const mexican: Check = (code) => {
  const sum = [...code.slice(0, 17)].reduce(
    (total, char, at) => total + MEXICAN.indexOf(char) * (18 - at),
    0,
  );
  return hasDate(code, 6, 8) && (10 - (sum % 10)) % 10 === Number(code[17]);
};
const spanishForeigner: Check = (code) =>
  SPANISH[remainder('XYZ'.indexOf(code.charAt(0)) + code.slice(1, 8), 23)] === code[8];
const corsican: Check = (code) => {
  const plain = code.replace('2A', '19').replace('2B', '18');
  return 97 - remainder(plain.slice(0, 13), 97) === Number(plain.slice(13));
};
const vehicle: Check = (code) => {
  const sum = [...code].reduce(
    (total, char, at) => total + (VIN_VALUES.indexOf(char) % 10) * (VIN_WEIGHTS[at] as number),
    0,
  );
  return '0123456789X'[sum % 11] === code[8];
};

/** Checks of national codes with letters, by scheme. */
export const NATIONAL_CODE_CHECKS = {
  italian,
  travelDocument,
  irish,
  singaporean,
  taiwanese,
  chilean,
  mexican,
  spanishForeigner,
  corsican,
  vehicle,
  spanish: (code) => SPANISH[remainder(code.slice(0, 8), 23)] === code[8],
  finnish: (code) =>
    hasDate(code, 2, 0) && FINNISH[remainder(code.slice(0, 6) + code.slice(-4, -1), 31)] === code.at(-1),
  chinese: (code) =>
    hasDate(code, 10, 12) && '10X98765432'[weightedSum(code, CHINESE_WEIGHTS) % 11] === code[17],
  plausible: () => true,
} satisfies Record<string, Check>;
