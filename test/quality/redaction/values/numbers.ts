import { passesLuhn } from '../../../../worker/redaction/checksums/digit-sums.ts';
import { passesMod97 } from '../../../../worker/redaction/checksums/iso-7064.ts';
import { NATIONAL_CHECKS } from '../../../../worker/redaction/checksums/national-checks.ts';
import { NATIONAL_CODE_CHECKS } from '../../../../worker/redaction/checksums/national-code-checks.ts';
import type { Random } from './random.ts';

const TRIES = 2_000_000;

function sample(random: Random, form: string, check: (compact: string) => boolean): string {
  for (let turn = 0; turn < TRIES; turn++) {
    const written = random.fill(form);
    if (check(written.replace(/[^A-Z0-9]/g, ''))) return written;
  }
  throw new Error(`no value passes for ${form}`);
}

const two = (value: number) => String(value).padStart(2, '0');
const day = (random: Random) => ({
  year: 1940 + random.below(66),
  month: 1 + random.below(12),
  day: 1 + random.below(28),
});
const MONTHS = {
  en: 'January February March April May June July August September October November December'.split(' '),
  de: 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' '),
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
  es: 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' '),
};

const PHONES: Readonly<Record<string, readonly string[]>> = {
  us: [
    '(%##) 555-01##',
    '%##-555-01##',
    '+1 %## 555 01##',
    '%##.555.01##',
    '1-%##-555-01##',
    '(%##) 555-01## x###',
    '+1-%##-%##-####',
  ],
  uk: [
    '+44 20 7946 0###',
    '020 7946 0###',
    '07700 900###',
    '+44 (0)7700 900###',
    '(0161) 496 0###',
    '01632 960###',
  ],
  de: [
    '+49 30 ######',
    '030 / ######',
    '0171 #######',
    '+49 (0)89 ########',
    '(0221) ######',
    '0049 40 ######',
  ],
  fr: ['+33 6 ## ## ## ##', '01 ## ## ## ##', '06.##.##.##.##', '+33 (0)1 ## ## ## ##'],
  es: ['+34 6## ### ###', '+34 91# ## ## ##', '0034 93# ### ###'],
  it: ['+39 06 ########', '+39 3## ### ####', '02 #### ####'],
  nl: ['+31 6 ########', '06-########', '020-#######', '+31 (0)20 ### ####'],
  br: ['+55 11 9####-####', '(11) 9####-####', '(21) %###-####'],
  world: [
    '+91 98### #####',
    '+81 90-####-####',
    '+86 138 #### ####',
    '+61 4## ### ###',
    '+82 10-####-####',
    '+48 5## ### ###',
    '+46 70-### ## ##',
    '+27 82 ### ####',
    '+972 54-###-####',
    '+65 9### ####',
    '+353 87 ### ####',
    '+351 91# ### ###',
    '+41 79 ### ## ##',
    '+43 664 #######',
    '+47 9## ## ###',
    '+358 40 #######',
    '+7 916 ###-##-##',
    '+90 532 ### ## ##',
    '+971 50 ### ####',
  ],
};

const IDS: Readonly<Record<string, (random: Random) => string>> = {
  us: (random) =>
    sample(random, '###-##-####', (digits) => !digits.startsWith('9') && NATIONAL_CHECKS.american(digits)),
  uk: (random) =>
    random.fill(
      `${random.pick(['AB', 'JK', 'PX', 'ZY', 'CE'])}${random.pick([' ## ## ## ', '######'])}${random.pick(['A', 'B', 'C', 'D'])}`,
    ),
  nhs: (random) => sample(random, '%## ### ####', NATIONAL_CHECKS.britishHealth),
  de: (random) =>
    sample(
      random,
      random.pick(['%## ### ### ##'.replace('%## ### ### ##', '%# ### ### ###'), '%##########']),
      NATIONAL_CHECKS.german,
    ),
  fr: (random) => {
    const born = day(random);
    return sample(
      random,
      `${random.pick(['1', '2'])} ${two(born.year % 100)} ${two(born.month)} ## ### ### ##`,
      NATIONAL_CHECKS.french,
    );
  },
  es: (random) => sample(random, '########?', NATIONAL_CODE_CHECKS.spanish),
  nie: (random) =>
    sample(random, `${random.pick(['X', 'Y'])}-#######-?`, NATIONAL_CODE_CHECKS.spanishForeigner),
  it: (random) =>
    sample(
      random,
      `??????##${random.pick(['A', 'C', 'E', 'P', 'T'])}${two(1 + random.below(28))}H###?`,
      NATIONAL_CODE_CHECKS.italian,
    ),
  nl: (random) =>
    sample(
      random,
      random.pick(['%########', '%##.##.###'.replace('%##.##.###', '%###.##.###')]),
      NATIONAL_CHECKS.dutch,
    ),
  pl: (random) =>
    sample(random, `##${two(1 + random.below(12))}${two(1 + random.below(28))}#####`, NATIONAL_CHECKS.polish),
  se: (random) =>
    sample(
      random,
      `##${two(1 + random.below(12))}${two(1 + random.below(28))}-####`,
      NATIONAL_CHECKS.swedish,
    ),
  fi: (random) =>
    sample(
      random,
      `${two(1 + random.below(28))}${two(1 + random.below(12))}##-###?`,
      NATIONAL_CODE_CHECKS.finnish,
    ),
  no: (random) =>
    sample(
      random,
      `${two(1 + random.below(28))}${two(1 + random.below(12))}#######`,
      NATIONAL_CHECKS.norwegian,
    ),
  dk: (random) => random.fill(`${two(1 + random.below(28))}${two(1 + random.below(12))}##-####`),
  be: (random) =>
    sample(
      random,
      `##.${two(1 + random.below(12))}.${two(1 + random.below(28))}-###.##`,
      NATIONAL_CHECKS.belgian,
    ),
  pt: (random) => sample(random, '2########', NATIONAL_CHECKS.portuguese),
  br: (random) => sample(random, '###.###.###-##', NATIONAL_CHECKS.brazilianPerson),
  in: (random) => sample(random, '%### #### ####', NATIONAL_CHECKS.indian),
  cn: (random) =>
    sample(
      random,
      `110105${1950 + random.below(50)}${two(1 + random.below(12))}${two(1 + random.below(28))}####`,
      NATIONAL_CODE_CHECKS.chinese,
    ),
  kr: (random) =>
    random.fill(
      `##${two(1 + random.below(12))}${two(1 + random.below(28))}-${random.pick(['1', '2'])}######`,
    ),
  au: (random) => sample(random, '%## ### ###', NATIONAL_CHECKS.australianTax),
  ca: (random) => sample(random, '%##-###-###', NATIONAL_CHECKS.canadian),
  ch: (random) => sample(random, '756.####.####.##', NATIONAL_CHECKS.swiss),
  za: (random) =>
    sample(
      random,
      `##${two(1 + random.below(12))}${two(1 + random.below(28))}####08#`,
      NATIONAL_CHECKS.southAfrican,
    ),
  tr: (random) => sample(random, '%##########', NATIONAL_CHECKS.turkish),
};

const IBANS = [
  'DE## #### #### #### #### ##',
  'GB## NWBK #### #### #### ##',
  'FR## #### #### #### #### #### ###',
  'ES## #### #### #### #### ####',
  'NL## INGB #### #### ##',
  'IT## X### #### #### #### #### ###',
  'BE## #### #### ####',
  'CH## #### #### #### #### #',
  'PT## #### #### #### #### #### #',
  'PL## #### #### #### #### #### ####',
];
const CARDS = [
  '4### #### #### ####',
  '51##-####-####-####',
  '4###############',
  '37## ###### #####',
  '6011 #### #### ####',
  '5555############',
  '3530 #### #### ####',
];

export function phone(random: Random, country?: string): string {
  return random.fill(random.pick(PHONES[country ?? random.pick(Object.keys(PHONES))] as readonly string[]));
}

export function nationalId(random: Random, country?: string): string {
  return (IDS[country ?? random.pick(Object.keys(IDS))] as (random: Random) => string)(random);
}

/** Numbers and dates that need no country, by slot. */
export const NUMBERS = {
  iban: (random: Random) => {
    const written = sample(random, random.pick(IBANS), passesMod97);
    return random.below(3) === 0 ? written.replaceAll(' ', '') : written;
  },
  card: (random: Random) => sample(random, random.pick(CARDS), passesLuhn),
  dob: (random: Random, language = 'en') => {
    const { year, month, day: date } = day(random);
    const name = (MONTHS[language as keyof typeof MONTHS] ?? MONTHS.en)[month - 1];
    if (language === 'de')
      return random.pick([`${two(date)}.${two(month)}.${year}`, `${date}. ${name} ${year}`]);
    if (language === 'fr' || language === 'es')
      return random.pick([
        `${two(date)}/${two(month)}/${year}`,
        language === 'fr' ? `${date} ${name} ${year}` : `${date} de ${name} de ${year}`,
      ]);
    return random.pick([
      `${year}-${two(month)}-${two(date)}`,
      `${two(month)}/${two(date)}/${year}`,
      `${name} ${date}, ${year}`,
      `${date} ${name} ${year}`,
      `${two(date)}.${two(month)}.${year}`,
      `${date}/${month}/${two(year % 100)}`,
    ]);
  },
} as const;
