import { passesLuhn } from '../checksums/digit-sums.ts';
import type { DigitWindow } from './digit-window.ts';

const SIGNATURES = new Set(
  `13 14 15 16 17 18 19|4 4 4 4|4-4-4-4|4.4.4.4|4 6 5|4-6-5|4 6 4|4-6-4|4 4 4 4 3|4 4 4 1|4 4 5|4 5 6|4 4 4 3|6 13|4 4 4 4 1`
    .split('|')
    .flatMap((part) => (/^\d\d /.test(part) ? part.split(' ') : [part])),
);
/** First digits and lengths of the networks: Visa, Mastercard, Amex, Diners, Discover, JCB, UnionPay, Maestro, Mir, RuPay. */
const NETWORKS = [
  /^4(\d{12}|\d{15}|\d{18})$/,
  /^5[1-5]\d{14}$/,
  /^2(22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}$/,
  /^3[47]\d{13}$/,
  /^3(0[0-59]|[689]\d)\d{11,16}$/,
  /^6(011|4[4-9]\d|5\d\d)\d{12,15}$/,
  /^35(2[89]|[3-8]\d)\d{12,15}$/,
  /^62\d{14,17}$/,
  /^(5[0678]|6\d)\d{10,17}$/,
  /^220[0-4]\d{12,15}$/,
];

/**
 * How sure a number is a payment card's; 0 when it is none. One that fails its check is a mistyped card where it is
 * plainly called one.
 */
export function scoreCard(window: DigitWindow, labelled: boolean): number {
  const { digits, signature } = window;
  if (digits.length < 12 || digits.length > 19 || window.plus || !SIGNATURES.has(signature)) return 0;
  if (/^(\d)\1+$/.test(digits)) return 0;
  if (!passesLuhn(digits)) return labelled ? 0.5 : 0;
  if (NETWORKS.some((network) => network.test(digits))) return 0.95;
  return labelled ? 0.8 : 0;
}
