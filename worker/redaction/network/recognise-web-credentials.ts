import { type Page, report } from '../page.ts';

const USER_AND_PASSWORD = /^\/\/([^\s/@:"'<>]{0,80}):([^\s/"'<>]{1,120})@[\p{L}\p{N}[]/u;
const PLACEHOLDER = /^(?:\*+|x+|<.*|\$[{(]?.*|\{.*|%.*|password|pass|pwd)$/i;

/** The user and password in "scheme://user:password@host", whose colon is token `at`. */
export function recogniseWebCredentials(page: Page, at: number): void {
  const { text } = page;
  const from = (page.tokens.start[at] as number) + 1;
  const found = USER_AND_PASSWORD.exec(text.slice(from, from + 210));
  if (found === null) return;
  const [, user = '', password = ''] = found;
  if (PLACEHOLDER.test(password)) return;
  const start = from + 2;
  const end = start + user.length + 1 + password.length;
  report(page, 'url_credentials', start, end, 0.97, `${user}:${password}`);
  page.resumeAt = end;
}
