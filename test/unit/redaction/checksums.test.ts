import { describe, expect, test } from 'vitest';
import { passesLuhn } from '../../../worker/redaction/checksums/digit-sums.ts';
import { passesMod97 } from '../../../worker/redaction/checksums/iso-7064.ts';
import { NATIONAL_CHECKS } from '../../../worker/redaction/checksums/national-checks.ts';
import { NATIONAL_CODE_CHECKS } from '../../../worker/redaction/checksums/national-code-checks.ts';
import { passesBase58Check, passesBech32 } from '../../../worker/redaction/checksums/wallet-checks.ts';

/** Numbers that authorities, standards and networks publish as examples. */
const NUMBERS: readonly [keyof typeof NATIONAL_CHECKS, string][] = [
  ['german', '86095742719'],
  ['turkish', '10000000146'],
  ['belgian', '85073003328'],
  ['bulgarian', '7523169263'],
  ['estonian', '37605030299'],
  ['russianPension', '11223344595'],
  ['canadian', '130692544'],
  ['dutch', '111222333'],
  ['portuguese', '123456789'],
  ['australianTax', '123456782'],
  ['britishHealth', '9434765919'],
  ['polish', '44051401359'],
  ['norwegian', '01010750160'],
  ['swedish', '8112189876'],
  ['austrian', '1237010180'],
  ['swiss', '7569217076985'],
  ['french', '255081416802538'],
  ['romanian', '1630615123457'],
  ['brazilianPerson', '11144477735'],
  ['brazilianCompany', '11222333000181'],
  ['indian', '999941057058'],
  ['southAfrican', '8001015009087'],
  ['croatian', '94577403194'],
  ['argentine', '20267565393'],
  ['thai', '1101700230708'],
];
const CODES: readonly [keyof typeof NATIONAL_CODE_CHECKS, string][] = [
  ['italian', 'RSSMRA85T10A562S'],
  ['spanish', '12345678Z'],
  ['spanishForeigner', 'X1234567L'],
  ['finnish', '131052308T'],
  ['irish', '1234567T'],
  ['singaporean', 'S1234567D'],
  ['taiwanese', 'A123456789'],
  ['chilean', '123456785'],
  ['chinese', '11010519491231002X'],
  ['mexican', 'HEGG560427MVZRRL04'],
  ['vehicle', '1HGCM82633A004352'],
];
const OTHERS: readonly [string, (value: string) => boolean, string][] = [
  ['Luhn', passesLuhn, '4111111111111111'],
  ['Luhn', passesLuhn, '378282246310005'],
  ['IBAN', passesMod97, 'GB29NWBK60161331926819'],
  ['IBAN', passesMod97, 'MT84MALT011000012345MTLCAST001S'],
  ['Base58Check', passesBase58Check, '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'],
  ['Base58Check', passesBase58Check, '3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy'],
  ['Bech32', passesBech32, 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'],
  ['Bech32m', passesBech32, 'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0'],
];
const ALL = [
  ...NUMBERS.map(
    ([name, value]) => [name, NATIONAL_CHECKS[name] as (value: string) => boolean, value] as const,
  ),
  ...CODES.map(
    ([name, value]) => [name, NATIONAL_CODE_CHECKS[name] as (value: string) => boolean, value] as const,
  ),
  ...OTHERS,
];

describe.each(ALL)('%s', (_name, passes, value) => {
  test(`${value} passes`, () => expect(passes(value)).toBe(true));

  test('and with its last character mistyped it does not', () => {
    const last = value.at(-1) as string;
    const wrong = /\d/.test(last) ? String((Number(last) + 1) % 10) : last.toLowerCase() === 'a' ? 'b' : 'a';
    const other = /[A-Z]/.test(last) ? wrong.toUpperCase() : wrong;
    expect(passes(value.slice(0, -1) + other)).toBe(false);
  });
});

describe('numbers of a form only', () => {
  test.each(['123456789', '666123456', '000123456', '123004567', '123450000'])('SSN %s', (digits) => {
    expect(NATIONAL_CHECKS.american(digits)).toBe(digits === '123456789');
  });

  test('an American taxpayer number has certain groups after its 9', () => {
    expect(NATIONAL_CHECKS.american('912701234')).toBe(true);
    expect(NATIONAL_CHECKS.american('912931234')).toBe(false);
  });
});
