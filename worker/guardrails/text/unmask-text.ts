/** How letters were changed so that people still read a text, and filters do not. */
export type Mask = 'leetspeak' | 'spaced_letters' | 'reversed' | 'rot13';

const LEET = new Map(
  Object.entries({
    0: 'o',
    1: 'i',
    3: 'e',
    4: 'a',
    5: 's',
    7: 't',
    8: 'b',
    '@': 'a',
    $: 's',
    '!': 'i',
    '|': 'l',
  }),
);
const LEET_WORD = /[a-z0-9@$|!]{2,}/g;
const LETTER = /[a-z]/;
const LEET_SIGN = /[013457@$|]/;
const SPACED = /(?<![\p{L}\p{N}])(?:\p{L}[ .\-_*|]{1,3}){3,}\p{L}(?![\p{L}\p{N}])/gu;
/** Longer texts are not undone as a whole, only what stands in them: who hides a text so does it with all of it. */
const LONGEST_WHOLE = 20_000;

/** Readings of a folded text under which it may say something else. Only those that differ from it. */
export function unmaskText(folded: string): { readonly mask: Mask; readonly text: string }[] {
  const readings: { readonly mask: Mask; readonly text: string }[] = [
    { mask: 'leetspeak', text: withoutLeet(folded) },
    { mask: 'spaced_letters', text: withoutSpacing(folded) },
  ];
  if (folded.length <= LONGEST_WHOLE) {
    readings.push({ mask: 'reversed', text: [...folded].reverse().join('') });
    readings.push({
      mask: 'reversed',
      text: folded.replace(/\p{L}+/gu, (word) => [...word].reverse().join('')),
    });
    readings.push({ mask: 'rot13', text: rot13(folded) });
  }
  return readings.filter(({ text }) => text !== folded);
}

/** A text in which digits and signs in words are the letters they look like; of the same length. */
export function withoutLeet(folded: string): string {
  return folded.replace(LEET_WORD, (word) => {
    if (!LETTER.test(word) || !LEET_SIGN.test(word)) return word;
    let end = word.length;
    while (end > 0 && '!|'.includes(word[end - 1] ?? '')) end -= 1;
    return word.slice(0, end).replace(/[^a-z]/g, (sign) => LEET.get(sign) ?? sign) + word.slice(end);
  });
}

/** What letters that stand apart spell together, each run by itself. A word before them may have got into it. */
export function spacedWords(folded: string): string[] {
  return (folded.match(SPACED) ?? []).map((run) => run.replace(/[ .\-_*|]/g, ''));
}

/** Letters that stand apart by one sign become words; more than one sign parts words. */
function withoutSpacing(folded: string): string {
  return folded.replace(SPACED, (run) =>
    run
      .replace(/[ .\-_*|]{2,}/g, '\u0000')
      .replace(/[ .\-_*|]/g, '')
      .replaceAll('\u0000', ' '),
  );
}

function rot13(folded: string): string {
  return folded.replace(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 84) % 26) + 97));
}
