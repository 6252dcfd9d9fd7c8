import { SECRET_FORMATS, type SecretFormat } from '../data/secret-formats.ts';
import { type Page, report } from '../page.ts';

const SHORTEST_TOKEN = 18;
const JWT = /eyJ[\w-]{8,4000}\.eyJ[\w-]{4,8000}\.[\w-]{16,2000}/y;
const TELEGRAM = /\d{8,10}:[A-Za-z][\w-]{33}[A-Za-z0-9](?![\w-])/y;
const DISCORD = /[MNO][A-Za-z\d_-]{23,27}\.[\w-]{6}\.[\w-]{27,40}/y;
const FORMS = [JWT, DISCORD];
const JOINED_BEFORE = /[A-Za-z0-9]/;

let formats: ReadonlyMap<string, readonly SecretFormat[]> | undefined;

/** A provider's key or a JWT that begins with token `at`. */
export function recogniseKey(page: Page, at: number): boolean {
  const { text, tokens } = page;
  const from = tokens.start[at] as number;
  if (JOINED_BEFORE.test(text.charAt(from - 1))) return false;
  for (const { prefix, rest } of formatsByStart().get(text.slice(from, from + 2)) ?? []) {
    if (!text.startsWith(prefix, from)) continue;
    const end = endOf(rest, text, from + prefix.length);
    if (end !== undefined) return found(page, from, end);
  }
  if ((tokens.end[at] as number) - from < SHORTEST_TOKEN) return false;
  for (const form of FORMS) {
    const end = endOf(form, text, from);
    if (end !== undefined) return found(page, from, end);
  }
  return false;
}

/** A Telegram bot's token: a number, a colon and 35 characters. */
export function recogniseBotToken(page: Page, at: number): boolean {
  const from = page.tokens.start[at] as number;
  if (page.text[page.tokens.end[at] as number] !== ':') return false;
  const end = endOf(TELEGRAM, page.text, from);
  return end !== undefined && found(page, from, end);
}

function found(page: Page, from: number, end: number): boolean {
  const value = page.text.slice(from, end);
  if (/(.)\1{11}/.test(value)) return false;
  report(page, 'api_key', from, end, 0.95, value);
  page.resumeAt = end;
  return true;
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function formatsByStart(): ReadonlyMap<string, readonly SecretFormat[]> {
  formats ??= Map.groupBy(SECRET_FORMATS, ({ prefix }) => prefix.slice(0, 2));
  return formats;
}
