import { CharKind, charTables } from './char-tables.ts';
import { HASH_SEED } from './hash-word.ts';
import type { Lexicon } from './lexicon.ts';
import { Shape, type Tokens } from './tokens.ts';

const SHAPE_OF_KIND = [0, 0, Shape.lower, Shape.upper, Shape.digit, Shape.caseless, 0, 0];
const LONGEST_KNOWN_WORD = 32;
/** Units of a token and the space after it that most texts stay above. */
const USUAL_TOKEN = 3;
/** Tokens beyond the last that may be asked for; they are empty. */
const LEAST_ROOM = 8;

/** Reads a text into tokens, in one pass. */
export function readTokens(text: string, lexicon: Lexicon): Tokens {
  const { kind, folded } = charTables();
  const length = text.length;
  let { start, end, shape, entry } = room(Math.ceil(length / USUAL_TOKEN) + LEAST_ROOM);
  let last = start.length - LEAST_ROOM;
  let count = 0;
  let at = 0;
  while (at < length) {
    let unit = text.charCodeAt(at);
    let of = kind[unit] as number;
    if (of === CharKind.space || of === CharKind.mark) {
      at++;
      continue;
    }
    if (count >= last) {
      const wider = room(length + LEAST_ROOM);
      wider.start.set(start);
      wider.end.set(end);
      wider.shape.set(shape);
      wider.entry.set(entry);
      ({ start, end, shape, entry } = wider);
      last = length;
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

function room(tokens: number): Omit<Tokens, 'count'> {
  return {
    start: new Int32Array(tokens),
    end: new Int32Array(tokens),
    shape: new Uint8Array(tokens),
    entry: new Uint16Array(tokens),
  };
}
