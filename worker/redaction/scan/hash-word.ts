import { CharKind, charTables } from './char-tables.ts';

/** Where every word's hash begins (FNV-1a over folded UTF-16 units). */
export const HASH_SEED = 0x811c9dc5 | 0;

/** The hash after one more folded unit. */
export function hashUnit(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

/** The hash of `text` between `from` and `to` after `hash`: the same whatever its case, accents and marks. */
export function hashWord(text: string, from: number, to: number, hash: number): number {
  const { kind, folded } = charTables();
  let result = hash;
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (kind[unit] !== CharKind.mark) result = hashUnit(result, folded[unit] ?? unit);
  }
  return result;
}
