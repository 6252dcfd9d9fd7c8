/** Numbers that are the same in every run with the same seed. */
export interface Random {
  below(limit: number): number;
  pick<T>(from: readonly T[]): T;
  /** Each `#` a digit, `?` a capital, `*` a letter or digit, `%` a digit but 0; all else as it is. */
  fill(form: string): string;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const MIXED = `${LETTERS}${LETTERS.toLowerCase()}0123456789`;

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const below = (limit: number) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
  const charFor = (sign: string) => {
    if (sign === '#') return String(below(10));
    if (sign === '%') return String(1 + below(9));
    if (sign === '?') return LETTERS.charAt(below(26));
    return sign === '*' ? MIXED.charAt(below(MIXED.length)) : sign;
  };
  return {
    below,
    pick: <T>(from: readonly T[]) => from[below(from.length)] as T,
    fill: (form) => Array.from(form, charFor).join(''),
  };
}
