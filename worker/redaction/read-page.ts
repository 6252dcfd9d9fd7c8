import {
  recogniseNamedStreet,
  recogniseOneWordStreet,
  recognisePostBox,
} from './addresses/recognise-named-streets.ts';
import { recogniseNumberedStreet } from './addresses/recognise-numbered-streets.ts';
import {
  recogniseCodeBeforeCity,
  recognisePostcode,
  recogniseStateAndZip,
} from './addresses/recognise-postcodes.ts';
import { recogniseStreetBeforeCode } from './addresses/recognise-street-before-code.ts';
import { recogniseCodes } from './codes/recognise-codes.ts';
import { readPhrase } from './context/read-phrase.ts';
import { Role } from './context/vocabulary.ts';
import { recogniseAnnounced } from './labels/recognise-announced.ts';
import { recogniseLowerCaseName, recogniseNames } from './names/recognise-names.ts';
import { recogniseHexAddress, recogniseIpv4 } from './network/recognise-addresses.ts';
import { recogniseEmail, recogniseSpeltOutEmail } from './network/recognise-emails.ts';
import { recogniseWebCredentials } from './network/recognise-web-credentials.ts';
import { recogniseNumbers } from './numbers/recognise-numbers.ts';
import type { Page } from './page.ts';
import { Shape, WRITTEN } from './scan/tokens.ts';
import { recogniseBotToken, recogniseKey } from './secrets/recognise-keys.ts';
import { recognisePrivateKey } from './secrets/recognise-private-keys.ts';
import { recogniseWallet } from './secrets/recognise-wallets.ts';
import { recogniseTable } from './tables/recognise-tables.ts';

const LONG = 18;
const STREETS = Role.streetAfter | Role.streetBefore | Role.streetAfterSure;
/** Roles that call for more than a look at the next words. */
const TELLING =
  STREETS | Role.phraseStart | Role.postBox | Role.state | Role.city | Role.secretPrefix | Role.given;
const PLACES = Role.city | Role.state | Role.country | Role.organisation;
const LETTERS = Shape.lower | Shape.upper;
const SIGN_AT = 0x40;
const COLON = 0x3a;
const DASH = 0x2d;
const DOT = 0x2e;
const SPACE = 0x20;
const NEWLINE = 0x0a;
const OPENING = [0x28, 0x5b, 0x7b];

/** Reads a page once from its first token to its last, and asks of each token those recognisers that its form calls for. */
export function readPage(page: Page): void {
  const { tokens, text, lexicon } = page;
  let names = 0;
  let numbers = 0;
  for (let at = 0; at < tokens.count; at++) {
    const start = tokens.start[at] as number;
    if (start < page.resumeAt) continue;
    const shape = tokens.shape[at] as number;
    if ((shape & WRITTEN) === 0) {
      readSign(page, at, text.charCodeAt(start));
      continue;
    }
    const end = tokens.end[at] as number;
    const entry = tokens.entry[at] as number;
    if (((lexicon.roles[entry] as number) & TELLING) !== 0 || lexicon.topics[entry] !== 0) {
      names = Math.max(names, readKnownWord(page, at, shape));
    }
    if ((shape & Shape.digit) !== 0) {
      if (start >= numbers) numbers = readNumber(page, at, shape);
    } else if ((shape & Shape.capital) !== 0) {
      readCapital(page, at, end);
      if (at >= names) names = recogniseNames(page, at);
    } else if (end - start >= LONG) readLong(page, at);
    else if (end - start <= 4 && isColonOrDash(text.charCodeAt(end)) && recogniseHexAddressOf(page, at, end))
      continue;
    if (opensBracket(text, end)) recogniseSpeltOutEmail(page, at);
  }
}

function isColonOrDash(unit: number): boolean {
  return unit === COLON || unit === DASH;
}

function opensBracket(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return OPENING.includes(unit === SPACE ? text.charCodeAt(at + 1) : unit);
}

function readSign(page: Page, at: number, unit: number): void {
  if (unit === SIGN_AT) recogniseEmail(page, at);
  else if (unit === COLON) {
    const next = page.text.charCodeAt((page.tokens.start[at] as number) + 1);
    if (next === 0x2f) recogniseWebCredentials(page, at);
    else if (next === COLON) recogniseHexAddress(page, at);
  }
}

/**
 * Notes what a word or phrase announces, and looks at the places and secrets that known words begin.
 * @returns the token from which on a name may begin
 */
function readKnownWord(page: Page, at: number, shape: number): number {
  const { roles, topics, last } = readPhrase(page, at);
  if (topics !== 0) {
    for (let rest = topics; rest !== 0; rest &= rest - 1) page.seen[31 - Math.clz32(rest & -rest)] = last;
    const start = page.tokens.start[at] as number;
    recogniseTable(page, start, page.tokens.end[last] as number);
    if (start >= page.headingsReadTo) recogniseAnnounced(page, topics, at, last);
  }
  if ((roles & STREETS) !== 0) {
    if ((roles & Role.streetAfter) !== 0) recogniseNumberedStreet(page, at);
    if ((roles & Role.streetBefore) !== 0) recogniseNamedStreet(page, last);
  }
  if ((roles & Role.postBox) !== 0) recognisePostBox(page, at, last);
  if ((roles & Role.state) !== 0 && (shape & LETTERS) === Shape.upper) recogniseStateAndZip(page, at);
  if ((roles & Role.city) !== 0) recogniseCodeBeforeCity(page, at);
  if ((roles & Role.secretPrefix) !== 0) recogniseKey(page, at);
  if ((roles & Role.given) !== 0 && (shape & Shape.capital) === 0) recogniseLowerCaseName(page, at);
  const nobodys = topics !== 0 || (last > at && (roles & PLACES) !== 0);
  return nobodys && (roles & Role.given) === 0 ? last + 1 : 0;
}

/** Reads a token with digits; returns where the number it begins ends. */
function readNumber(page: Page, at: number, shape: number): number {
  const { text, tokens } = page;
  const start = tokens.start[at] as number;
  const end = tokens.end[at] as number;
  if (recogniseHexAddressOf(page, at, end)) return end;
  if ((shape & LETTERS) === 0) {
    if ((text.charCodeAt(end) === DOT && recogniseIpv4(page, at)) || recogniseBotToken(page, at)) return end;
    if (
      end - start >= 4 &&
      end - start <= 6 &&
      (text.charCodeAt(start - 1) === SPACE || text.charCodeAt(start - 1) === NEWLINE)
    )
      recogniseStreetBeforeCode(page, at);
    if (mayBeginCode(text, end, end - start)) recogniseCodes(page, at);
    return page.resumeAt > end ? end : recogniseNumbers(page, at);
  }
  recognisePostcode(page, at);
  if (!recogniseKey(page, at) && !recogniseWallet(page, at)) recogniseCodes(page, at);
  return end;
}

function readCapital(page: Page, at: number, end: number): void {
  const { text, tokens } = page;
  const start = tokens.start[at] as number;
  const next = text.charCodeAt(
    end + (text[end] === ' ' ? 1 : text[end] === '.' ? (text[end + 1] === ' ' ? 2 : 1) : 0),
  );
  const digitNext = next >= 0x30 && next <= 0x39;
  if (digitNext) recogniseOneWordStreet(page, at);
  if (digitNext && end - start <= 6 && page.lexicon.topics[tokens.entry[at] as number] === 0)
    recogniseCodes(page, at);
  if (end - start >= LONG) readLong(page, at);
  else if (end - start === 5 && text.startsWith('BEGIN', start)) recognisePrivateKey(page, at);
  else if (isColonOrDash(text.charCodeAt(end))) recogniseHexAddressOf(page, at, end);
}

function readLong(page: Page, at: number): void {
  if (!recogniseKey(page, at)) recogniseWallet(page, at);
}

/** Codes that begin with digits begin with six to eight of them, or are Chilean: "12.345.678-K". */
function mayBeginCode(text: string, end: number, length: number): boolean {
  return (length >= 6 && length <= 8) || (length <= 2 && text.charCodeAt(end) === DOT);
}

/** One to four hexadecimal digits before a colon with another near it, or the first pair of a MAC address. */
function recogniseHexAddressOf(page: Page, at: number, end: number): boolean {
  const { text, tokens } = page;
  const length = end - (tokens.start[at] as number);
  if (length > 4) return false;
  const sign = text.charAt(end);
  const again =
    sign === ':'
      ? text.slice(end + 1, end + 6).includes(':')
      : (sign === '-' && length === 2 && text[end + 3] === sign) ||
        (sign === '.' && length === 4 && text[end + 5] === sign);
  return again && recogniseHexAddress(page, at);
}
