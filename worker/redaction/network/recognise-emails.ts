import { type Page, report } from '../page.ts';
import { CharKind, charTables } from '../scan/char-tables.ts';

const LONGEST_LOCAL = 64;
const LONGEST_DOMAIN = 253;
const LOCAL_SIGNS = "._%+-'!#$&*/=?^{|}~";
const PLAIN_EDGE = /^[^\p{L}\p{N}_]+/u;
/** What assigns or quotes the address, and is no part of it. */
const SOMETHING_BEFORE = /^.*(?:[=/|{}?&]'?|(?<!\p{L})')(?=[\p{L}\p{N}_])/u;
const DOMAIN = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.){1,8}[\p{L}]{2,24}/u;
const SPELT_OUT =
  /^ ?[[({] ?(?:at|@|arroba|ät) ?[\])}] ?((?:[\w-]{1,63} ?(?:\.|[[({] ?(?:dot|punkt|point|punto) ?[\])}]) ?){1,4}[a-z]{2,12})\b/i;

/** An e-mail address around the sign "@" of token `at`. */
export function recogniseEmail(page: Page, at: number): void {
  const { text } = page;
  const sign = page.tokens.start[at] as number;
  const domain = DOMAIN.exec(text.slice(sign + 1, sign + 1 + LONGEST_DOMAIN))?.[0];
  if (domain === undefined) return;
  const { kind } = charTables();
  let start = sign;
  const first = Math.max(0, sign - LONGEST_LOCAL);
  while (start > first) {
    const unit = text.charCodeAt(start - 1);
    const of = kind[unit] as number;
    if ((of < CharKind.lower || of > CharKind.mark) && !LOCAL_SIGNS.includes(text.charAt(start - 1))) break;
    start--;
  }
  const written = text.slice(start, sign);
  const local = written.replace(SOMETHING_BEFORE, '').replace(PLAIN_EDGE, '');
  if (local === '' || local.endsWith('.')) return;
  // A colon and a password before it make it the user's part of an address on the web.
  if (
    text[sign - local.length - 1] === ':' &&
    /\/\/[^\s/@]{0,64}$/.test(text.slice(Math.max(0, sign - 130), sign - local.length))
  )
    return;
  const end = sign + 1 + domain.length;
  report(page, 'email', sign - local.length, end, 0.98, `${local}@${domain}`.toLowerCase());
  page.resumeAt = end;
}

/** "jane [at] example [dot] org": token `at` is the word before the bracket. */
export function recogniseSpeltOutEmail(page: Page, at: number): void {
  const { text, tokens } = page;
  const end = tokens.end[at] as number;
  const found = SPELT_OUT.exec(text.slice(end, end + 160));
  if (found === null) return;
  let start = tokens.start[at] as number;
  for (let step = 0; step < LONGEST_LOCAL && /[\w.+-]/.test(text.charAt(start - 1)); step++) start--;
  const domain = (found[1] as string)
    .replace(/ ?[[({] ?(?:dot|punkt|point|punto) ?[\])}] ?/gi, '.')
    .replace(/ /g, '');
  report(
    page,
    'email',
    start,
    end + found[0].length,
    0.9,
    `${text.slice(start, end)}@${domain}`.toLowerCase(),
  );
}
