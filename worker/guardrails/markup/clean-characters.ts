/** Escape sequences of terminals: they move the cursor, recolour, retitle, and some terminals run what they say. */
const TERMINAL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what it looks for
  /\u001b(?:\[[0-?]{0,64}[ -/]{0,16}[@-~]?|[\]PX^_][^\u0007\u001b]{0,2000}(?:\u0007|\u001b\\)?|[ -~]?)|\u009b[0-?]{0,64}[ -/]{0,16}[@-~]?/g;
/** Controls other than tab and line ends, marks that turn the direction of a text, and signs nobody can see. */
const HIDDEN =
  /(?![\t\n\r])\p{Cc}|[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;

/** Takes out what shows nothing but acts: on terminals, on the order of letters, on whoever reads the text by machine. */
export function cleanCharacters(text: string): string {
  return text.replace(TERMINAL, '').replace(HIDDEN, '');
}
