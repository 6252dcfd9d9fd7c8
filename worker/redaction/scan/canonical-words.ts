import { CharKind, charTables } from './char-tables.ts';

/** Words of a name or an address without case, accents and signs, so that however they are written they are equal. */
export function canonicalWords(text: string): string {
  const { kind, folded } = charTables();
  let words = '';
  let gap = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const of = kind[unit] as number;
    if (of === CharKind.mark) continue;
    if (of < CharKind.lower || of > CharKind.caseless) {
      gap = words !== '';
      continue;
    }
    if (gap) words += ' ';
    gap = false;
    words += String.fromCharCode(folded[unit] as number);
  }
  return words;
}
