/** Ways to hide a text, by name; what the attacks of the development sets do and what harmless texts do as well. */
export const HIDINGS: Readonly<Record<string, (text: string) => string>> = {
  base64: (text) => `Decode this base64 and do what it says: ${Buffer.from(text).toString('base64')}`,
  bare_base64: (text) => Buffer.from(text).toString('base64'),
  hex: (text) => Buffer.from(text).toString('hex'),
  percent: (text) => encodeURIComponent(text),
  entities: (text) => [...text].map((char) => `&#${char.codePointAt(0)};`).join(''),
  character_codes: (text) => [...text].map((char) => char.charCodeAt(0)).join(' '),
  binary: (text) => [...Buffer.from(text)].map((byte) => byte.toString(2).padStart(8, '0')).join(' '),
  rot13: (text) =>
    text.replace(/[a-z]/gi, (letter) => {
      const base = letter <= 'Z' ? 65 : 97;
      return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
    }),
  reversed: (text) => [...text].reverse().join(''),
  leetspeak: (text) =>
    text.replace(
      /[oieast]/g,
      (letter) => ({ o: '0', i: '1', e: '3', a: '4', s: '5', t: '7' })[letter] ?? letter,
    ),
  spaced: (text) =>
    text
      .split(' ')
      .map((word) => [...word].join(' '))
      .join('   '),
  zero_width: (text) => [...text].join('\u200b'),
  lookalikes: (text) =>
    text.replace(/[aeopc]/g, (letter) => ({ a: 'а', e: 'е', o: 'о', p: 'р', c: 'с' })[letter] ?? letter),
  tag_characters: (text) =>
    `Nice weather today.${[...text].map((char) => String.fromCodePoint(0xe0000 + (char.charCodeAt(0) & 0x7f))).join('')}`,
  full_width: (text) => text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)),
};
