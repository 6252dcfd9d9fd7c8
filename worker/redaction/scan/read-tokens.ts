import { CharKind, charTables } from './char-tables.ts';
import { HASH_SEED } from './hash-word.ts';
import type { Lexicon } from './lexicon.ts';
import { Shape, type Tokens } from './tokens.ts';

const SHAPE_OF_KIND = [0, 0, Shape.lower, Shape.upper, Shape.digit, Shape.caseless, 0, 0];
const LONGEST_KNOWN_WORD = 32;

/** Reads a text into tokens, in one pass. */
export function readTokens(text: string, lexicon: Lexicon): Tokens {
  const { kind, folded } = charTables();
  const length = text.length;
  const start = new Int32Array(length + 1);
  const end = new Int32Array(length + 1);
  const shape = new Uint8Array(length + 1);
  const entry = new Uint16Array(length + 1);
  let count = 0;
  let at = 0;
  while (at < length) {
    let unit = text.charCodeAt(at);
    let of = kind[unit] as number;
    if (of === CharKind.space || of === CharKind.mark) {
      at++;
      continue;
    }
    start[count] = at;
    if (of === CharKind.sign || of === CharKind.newline) {
      shape[count] = of === CharKind.newline ? Shape.newline : 0;
      end[count++] = ++at;
      continue;
    }
    let hash = HASH_SEED;
    let units = 0;
    let written: number = of === CharKind.upper ? Shape.capital : 0;
    while (of >= CharKind.lower && of <= CharKind.mark) {
      if (of !== CharKind.mark) {
        hash = Math.imul(hash ^ (folded[unit] as number), 0x01000193);
        if (of === CharKind.upper && units > 0) written |= Shape.innerCapital;
        written |= SHAPE_OF_KIND[of] as number;
        units++;
      }
      if (++at >= length) break;
      unit = text.charCodeAt(at);
      of = kind[unit] as number;
    }
    shape[count] = written;
    if (units <= LONGEST_KNOWN_WORD && written !== Shape.digit) entry[count] = lexicon.find(hash, units);
    end[count++] = at;
  }
  return { count, start, end, shape, entry };
}
