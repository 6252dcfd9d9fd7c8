import { type Page, report } from '../page.ts';

const BEGIN = /-{4,5} ?BEGIN (?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)? ?-{4,5}/y;
const LONGEST_KEY = 16_384;
const LONGEST_HEADER = 60;
const BODY = /^(?:\\n|[\sA-Za-z0-9+/=:,.\-()<>@"]){0,16384}/;

/** A private key in PEM, OpenSSH or PGP armour, whose BEGIN is token `at`; cut-off ones end where their body does. */
export function recognisePrivateKey(page: Page, at: number): boolean {
  const { text, tokens } = page;
  let from = tokens.start[at] as number;
  for (let step = 0; step < 6 && /[- ]/.test(text.charAt(from - 1)); step++) from--;
  while (text[from] === ' ') from++;
  BEGIN.lastIndex = from;
  if (!BEGIN.test(text)) return false;
  const body = BEGIN.lastIndex;
  const close = text.slice(body, body + LONGEST_KEY).indexOf('PRIVATE KEY');
  const end =
    close >= 0 ? closingLine(text, body + close) : body + cutOff(text.slice(body, body + LONGEST_KEY));
  report(page, 'private_key', from, end, 1, text.slice(from, end));
  page.resumeAt = end;
  return true;
}

function closingLine(text: string, at: number): number {
  const dashes = /^PRIVATE KEY(?: BLOCK)? ?-{0,5}/.exec(text.slice(at, at + LONGEST_HEADER));
  return at + (dashes?.[0].length ?? 0);
}

function cutOff(rest: string): number {
  const paragraph = rest.search(/\n\s*\n(?![A-Za-z0-9+/=]{20})/);
  const body = BODY.exec(rest)?.[0].length ?? 0;
  return paragraph > 0 ? Math.min(paragraph, body) : body;
}
