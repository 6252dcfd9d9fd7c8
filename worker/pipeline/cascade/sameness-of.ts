import canonicalize from 'canonicalize';

const FINAL_PUNCTUATION = new Set(' .!?…,;:。！？');

/**
 * What two outputs have in common when they say the same: whole texts but for case, spaces and how they end; JSON, or the
 * parts of it that matter, however it is spelt.
 * @param agreeOn JSON pointers to those parts
 * @returns undefined for JSON that has none of the parts: what says nothing agrees with nobody
 */
export function samenessOf(
  output: unknown,
  { text, agreeOn }: { readonly text: boolean; readonly agreeOn?: readonly string[] },
): string | undefined {
  if (text) return plain(String(output));
  if (!agreeOn) return canonicalize(output);
  const parts = agreeOn.map((pointer) => partOf(output, pointer));
  if (parts.every((part) => part === undefined)) return undefined;
  // A part that is missing is not one that is null.
  return canonicalize(parts.map((part) => (part === undefined ? [] : [part])));
}

function plain(text: string): string {
  // Upper case first: ß and SS are the same letters.
  const words = text.normalize('NFC').toUpperCase().toLowerCase().split(/\s+/).join(' ').trim();
  let end = words.length;
  while (end > 0 && FINAL_PUNCTUATION.has(words.charAt(end - 1))) end -= 1;
  return words.slice(0, end);
}

/** The part of a value that a JSON pointer names (RFC 6901). */
function partOf(value: unknown, pointer: string): unknown {
  const names = pointer.slice(1).split('/');
  return names.reduce<unknown>((part, name) => {
    const key = name.replaceAll('~1', '/').replaceAll('~0', '~');
    const has = typeof part === 'object' && part !== null && Object.hasOwn(part, key);
    return has ? Reflect.get(part, key) : undefined;
  }, value);
}
