/** What a UTF-16 unit is to the tokeniser. */
export const CharKind = {
  space: 0,
  newline: 1,
  lower: 2,
  upper: 3,
  digit: 4,
  caseless: 5,
  /** Combining marks, joiners and soft hyphens: they belong to a word without changing it. */
  mark: 6,
  sign: 7,
} as const;

/** Kind and folded form (no case, no accents) of every UTF-16 unit. */
export interface CharTables {
  readonly kind: Uint8Array;
  readonly folded: Uint16Array;
}

const UNITS = 0x10000;
const LAST_CASED = 0x58f;
const SPACES = [0x09, 0x0b, 0x0c, 0x20, 0xa0, 0x1680, 0x202f, 0x205f, 0x3000];
const NEWLINES = [0x0a, 0x0d, 0x85, 0x2028, 0x2029];
const MARKS = [
  [0xad, 0xad],
  [0x300, 0x36f],
  [0x591, 0x5bd],
  [0x64b, 0x65f],
  [0x200b, 0x200f],
  [0x2060, 0x2064],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
];
const LETTERS = [
  [0x41, 0x5a],
  [0x61, 0x7a],
  [0xaa, 0xaa],
  [0xb5, 0xb5],
  [0xba, 0xba],
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x2ff],
  [0x370, 0x373],
  [0x376, 0x377],
  [0x37b, 0x37d],
  [0x386, 0x386],
  [0x388, 0x481],
  [0x48a, 0x58f],
  [0x5d0, 0x5f2],
  [0x620, 0x64a],
  [0x66e, 0x6d3],
  [0x900, 0x1fff],
  [0x2c00, 0x2dff],
  [0x3005, 0x3007],
  [0x3041, 0xd7ff],
  [0xf900, 0xfdff],
  [0xfe70, 0xfefc],
  [0xff21, 0xff3a],
  [0xff41, 0xff5a],
  [0xff66, 0xffdc],
];
/** Letters that Unicode does not decompose into a base letter and a mark. */
const UNDECOMPOSED: readonly (readonly [string, string])[] = [
  ['ß', 's'],
  ['ø', 'o'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 't'],
  ['ı', 'i'],
  ['æ', 'a'],
  ['œ', 'o'],
];

let tables: CharTables | undefined;

/** The tables, made at their first use. */
export function charTables(): CharTables {
  tables ??= build();
  return tables;
}

function build(): CharTables {
  const kind = new Uint8Array(UNITS).fill(CharKind.sign);
  const folded = Uint16Array.from({ length: UNITS }, (_, unit) => unit);
  for (const [from = 0, to = 0] of LETTERS) kind.fill(CharKind.caseless, from, to + 1);
  for (let unit = 0; unit < UNITS; unit++) {
    if (kind[unit] === CharKind.caseless && maybeCased(unit)) setCase(unit, kind, folded);
  }
  for (const [from, to] of UNDECOMPOSED) {
    for (const form of [from, from.toUpperCase()]) {
      if (form.length === 1) folded[form.charCodeAt(0)] = to.charCodeAt(0);
    }
  }
  for (const zero of [0x30, 0x660, 0xff10]) {
    for (let digit = 0; digit < 10; digit++) {
      kind[zero + digit] = CharKind.digit;
      folded[zero + digit] = 0x30 + digit;
    }
  }
  for (const unit of [
    ...SPACES,
    0x2000,
    0x2001,
    0x2002,
    0x2003,
    0x2004,
    0x2005,
    0x2006,
    0x2007,
    0x2008,
    0x2009,
  ])
    kind[unit] = CharKind.space;
  for (const unit of NEWLINES) kind[unit] = CharKind.newline;
  for (const [from = 0, to = 0] of MARKS) kind.fill(CharKind.mark, from, to + 1);
  return { kind, folded };
}

function maybeCased(unit: number): boolean {
  return unit <= LAST_CASED || (unit >= 0x1e00 && unit <= 0x1fff) || unit >= 0xff21;
}

function setCase(unit: number, kind: Uint8Array, folded: Uint16Array): void {
  const char = String.fromCharCode(unit);
  const lower = char.toLowerCase();
  if (lower === char && char.toUpperCase() === char && unit !== 0xdf) return;
  kind[unit] = lower === char ? CharKind.lower : CharKind.upper;
  folded[unit] = lower.normalize('NFKD').charCodeAt(0);
}
