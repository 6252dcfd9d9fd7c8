import { html } from '../console/html.ts';
import { page } from '../console/page.ts';

/** The page where people sign in. */
export function signInPage(view: {
  readonly next: string;
  readonly name?: string;
  readonly problem?: string;
}): string {
  const body = html`<form class="sign-in" method="post" action="/sign-in">
      <h1>AI execution layer</h1>
      <p>Queues, retries and the audit trail of this installation.</p>
      ${view.problem && html`<p class="problem" role="alert">${view.problem}</p>`}
      <input type="hidden" name="next" value="${view.next}">
      <label for="name">User</label>
      <input id="name" name="name" value="${view.name}" autocomplete="username" autocapitalize="none"
        spellcheck="false" maxlength="64" required autofocus>
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password"
        maxlength="1024" required>
      <button class="primary">Sign in</button>
    </form>`;
  return page({ title: 'Sign in', body });
}
