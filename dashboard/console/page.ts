import type { Session } from '../sign-in/sessions.ts';
import { type Html, html } from './html.ts';

/** Name of the form field that carries the session's CSRF token. */
export const CSRF_FIELD = 'csrf';

interface Page {
  readonly title: string;
  /** Who reads it; nobody on the sign-in page. */
  readonly session?: Session;
  readonly body: Html;
}

const LINKS = [
  { href: '/queues/', text: 'Queues' },
  { href: '/audit', text: 'Audit' },
  { href: '/users', text: 'Users', operatorsOnly: true },
] as const;

/** The field that a form needs to be accepted. */
export function csrfField(session: Session): Html {
  return html`<input type="hidden" name="${CSRF_FIELD}" value="${session.csrfToken}">`;
}

/** The bar at the top of every page: where to go, who is signed in, and the way out. */
export function navigation(session: Session, current?: string): Html {
  const links = LINKS.filter((link) => !('operatorsOnly' in link) || session.role === 'operator');
  return html`<nav class="console-bar" aria-label="Dashboard">
    <span class="console-name">AI execution layer</span>
    ${links.map(
      ({ href, text }) =>
        html`<a href="${href}"${text === current && html` aria-current="page"`}>${text}</a>`,
    )}
    <form method="post" action="/sign-out">${csrfField(session)}
      <span>${session.user} (${session.role})</span>
      <button>Sign out</button>
    </form>
  </nav>`;
}

/** A whole page of the console. */
export function page({ title, session, body }: Page): string {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="robots" content="noindex">
  <title>${title} · AI execution layer</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/assets/bar.css">
  <link rel="stylesheet" href="/assets/console.css">
</head>
<body>
  ${session && navigation(session, title)}
  <main>
    ${body}
  </main>
</body>
</html>
`.text;
}
