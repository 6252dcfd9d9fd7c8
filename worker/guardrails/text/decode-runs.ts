import type { Span } from '../guardrail.ts';

/** How a text was hidden from whoever only reads it. */
export type Encoding = 'base64' | 'hex' | 'percent' | 'escapes' | 'character_codes' | 'tag_characters';

export interface DecodedRun extends Span {
  readonly encoding: Encoding;
  readonly text: string;
}

interface Decoder {
  /** What no run is without: cheaper to look for. */
  readonly needs?: (text: string) => boolean;
  readonly pattern: RegExp;
  readonly decode: (run: string) => string;
}

const bytes = (run: string, encoding: BufferEncoding) => Buffer.from(run, encoding).toString('utf8');
const codes = (run: string, pattern: RegExp, base: number) =>
  Array.from(run.matchAll(pattern), ([, digits]) => fromCode(Number.parseInt(digits ?? '', base))).join('');

/** Which characters, by code, a kind of run is made of. */
const tableOf = (pattern: RegExp) =>
  Uint8Array.from({ length: 128 }, (_, code) => (pattern.test(String.fromCharCode(code)) ? 1 : 0));
const BASE64 = tableOf(/[A-Za-z0-9+/_-]/);
const HEX = tableOf(/[0-9a-fA-Fx\\\s,:]/);
const NUMBERS = tableOf(/[\d\s,]/);

/** Whether so many of these characters follow each other. White space beyond ASCII counts as any of them. */
function hasRun(text: string, table: Uint8Array, length: number): boolean {
  let run = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    run = code > 127 || table[code] === 1 ? run + 1 : 0;
    if (run >= length) return true;
  }
  return false;
}

/** Runs shorter than a few words cannot say much. */
const DECODERS: Readonly<Record<Encoding, Decoder>> = {
  base64: {
    needs: (text) => hasRun(text, BASE64, 16),
    pattern: /[A-Za-z0-9+/_-]{16,}/g,
    decode: (run) => bytes(run, 'base64'),
  },
  hex: {
    needs: (text) => hasRun(text, HEX, 20),
    pattern: /(?:(?:0x|\\x)?[0-9a-fA-F]{2}[\s,:]?){10,}/g,
    decode: (run) => bytes(run.replace(/0x|\\x|[\s,:]/g, ''), 'hex'),
  },
  percent: {
    needs: (text) => text.includes('%'),
    pattern: /(?:%[0-9a-fA-F]{2}|[\w.~-]){8,}/g,
    decode: (run) => (run.includes('%') ? bytes(run.replace(/%(..)|([^%])/g, hexOfPercent), 'hex') : ''),
  },
  escapes: {
    needs: (text) => text.includes('\\u') || text.includes('&#'),
    pattern: /(?:\\u[0-9a-fA-F]{4}|&#x?[0-9a-fA-F]{1,6};){5,}/g,
    decode: (run) =>
      run
        .replace(/\\u(....)/g, (_, digits: string) => fromCode(Number.parseInt(digits, 16)))
        .replace(/&#(x?)([0-9a-fA-F]+);/g, (_, x: string, digits: string) =>
          fromCode(Number.parseInt(digits, x === '' ? 10 : 16)),
        ),
  },
  character_codes: {
    needs: (text) => hasRun(text, NUMBERS, 20),
    pattern: /(?:[01]{7,8}[\s,]{0,2}){8,}|(?:\d{2,3}[\s,]{1,2}){10,}/g,
    decode: (run) => (/^[01]{7}/.test(run) ? codes(run, /([01]{7,8})/g, 2) : codes(run, /(\d{2,3})/g, 10)),
  },
  tag_characters: {
    needs: (text) => text.includes('\udb40'),
    pattern: /[\u{e0020}-\u{e007e}]{4,}/gu,
    decode: (run) => [...run].map((char) => fromCode((char.codePointAt(0) ?? 0) - 0xe0000)).join(''),
  },
};

/** Decodes what in a text is encoded text. A run that decodes to something else is left out. */
export function decodeRuns(text: string): DecodedRun[] {
  return (Object.entries(DECODERS) as [Encoding, Decoder][]).flatMap(
    ([encoding, { needs, pattern, decode }]) =>
      needs?.(text) === false
        ? []
        : Array.from(text.matchAll(pattern), ({ index, 0: run }) => ({
            encoding,
            text: decode(run),
            start: index,
            end: index + run.length,
          })).filter((run) => readsLikeText(run.text)),
  );
}

function fromCode(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

function hexOfPercent(_: string, digits: string | undefined, plain: string | undefined): string {
  return digits ?? Buffer.from(plain ?? '').toString('hex');
}

const READABLE = /[\p{L}\p{N}\s.,;:!?'"()-]/gu;
const SHORTEST = 8;
const MOSTLY = 0.9;

function readsLikeText(text: string): boolean {
  if (text.length < SHORTEST || text.includes('\ufffd')) return false;
  return (text.match(READABLE)?.length ?? 0) / text.length >= MOSTLY;
}
