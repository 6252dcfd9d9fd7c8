import { passesBase58Check, passesBech32 } from '../checksums/wallet-checks.ts';
import { announced, announcedAfter } from '../context/announced.ts';
import { Topic } from '../context/vocabulary.ts';
import { type Page, report } from '../page.ts';

const SHORTEST = 25;
const NEAR = 8;
const BASE58 = /^[13LM2mn9AD][1-9A-HJ-NP-Za-km-z]{24,34}$/;
const BECH32 = /^(bc1|tb1|ltc1)[02-9ac-hj-np-z]{11,87}$/i;
const ETHEREUM = /^0x[0-9a-fA-F]{40}$/;
const OTHER =
  /^(r[1-9A-HJ-NP-Za-km-z]{24,34}|4[0-9AB][1-9A-HJ-NP-Za-km-z]{93}|T[1-9A-HJ-NP-Za-km-z]{33}|D[1-9A-HJ-NP-Za-km-z]{33}|addr1[02-9ac-hj-np-z]{50,98})$/;
const ANY_BASE58 = /^[1-9A-HJ-NP-Za-km-z]{32,44}$/;

/** A crypto address that token `at` is: Bitcoin and Litecoin by their checks, Ethereum by its form, others with context. */
export function recogniseWallet(page: Page, at: number): boolean {
  const start = page.tokens.start[at] as number;
  const end = page.tokens.end[at] as number;
  if (end - start < SHORTEST || end - start > 110) return false;
  const written = page.text.slice(start, end);
  const called = announced(page, Topic.wallet, at, NEAR) || announcedAfter(page, Topic.wallet, at + 1, NEAR);
  const score = scoreOf(written, called);
  if (score === 0) return false;
  report(page, 'crypto_address', start, end, score, BASE58.test(written) ? written : written.toLowerCase());
  page.resumeAt = end;
  return true;
}

function scoreOf(written: string, called: boolean): number {
  if (ETHEREUM.test(written)) return 0.9;
  if (BECH32.test(written)) return passesBech32(written) ? 0.98 : called ? 0.7 : 0;
  if (BASE58.test(written)) return passesBase58Check(written) ? 0.97 : called ? 0.7 : 0;
  if (OTHER.test(written)) return called || written.length > 90 ? 0.85 : 0;
  return called && ANY_BASE58.test(written) && /\d/.test(written) && /[A-Z]/.test(written) ? 0.75 : 0;
}
