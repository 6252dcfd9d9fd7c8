import { badge, moment } from '../console/describe.ts';
import { type Html, html } from '../console/html.ts';
import { csrfField, page } from '../console/page.ts';
import type { Session } from '../sign-in/sessions.ts';
import { ROLES, type Role, type User } from '../sign-in/users.ts';
import { PASSWORD_LENGTH } from './user-forms.ts';

/** The page where operators manage who may sign in. */
export function usersPage(
  session: Session,
  users: readonly User[],
  notice: { readonly done?: string; readonly problem?: string },
): string {
  const body = html`<h1>Users</h1>
    <p>Viewers may look at everything here; operators may also retry, promote, pause and resume, and manage
      users. A change counts at once.</p>
    ${notice.problem && html`<p class="problem" role="alert">${notice.problem}</p>`}
    ${notice.done && html`<p class="done" role="status">${notice.done}</p>`}
    <div class="wide"><table>
      <thead><tr><th scope="col">User</th><th scope="col">Since (UTC)</th><th scope="col">State</th>
        <th scope="col">Role</th><th scope="col">New password</th><th scope="col">Access</th></tr></thead>
      <tbody>${users.map((user) => row(session, user))}</tbody>
    </table></div>
    <h2>Add a user</h2>
    <form class="fields" method="post" action="/users">${csrfField(session)}
      <label>Name <input name="name" required maxlength="64" pattern="[a-z0-9][a-z0-9._\\-]*" autocomplete="off"
        autocapitalize="none" spellcheck="false" title="lower-case letters, digits and . _ -"></label>
      <label>Password ${passwordInput()}</label>
      <label>Role ${roleSelect('viewer')}</label>
      <button class="primary">Add</button>
    </form>`;
  return page({ title: 'Users', session, body });
}

function row(session: Session, user: User): Html {
  const self = user.name === session.user;
  const action = (name: string) => `/users/${encodeURIComponent(user.name)}/${name}`;
  return html`<tr>
    <td>${user.name}${self && html` <small>(you)</small>`}</td>
    <td>${moment(user.createdAt)}</td>
    <td>${badge(user.disabled ? 'disabled' : 'enabled')}</td>
    <td>${
      self
        ? user.role
        : html`<form class="inline" method="post" action="${action('role')}">${csrfField(session)}
            <label><span class="hidden">Role of ${user.name}</span>${roleSelect(user.role)}</label>
            <button>Set</button></form>`
    }</td>
    <td><form class="inline" method="post" action="${action('password')}">${csrfField(session)}
      <label><span class="hidden">New password of ${user.name}</span>${passwordInput()}</label>
      <button>Set</button></form></td>
    <td>${
      !self &&
      html`<form class="inline" method="post" action="${action('access')}">${csrfField(session)}
        <input type="hidden" name="disabled" value="${user.disabled ? '0' : '1'}">
        <button>${user.disabled ? 'Enable' : 'Disable'}<span class="hidden"> ${user.name}</span></button></form>`
    }</td>
  </tr>`;
}

function roleSelect(chosen: Role): Html {
  const options = ROLES.map(
    (role) => html`<option value="${role}"${role === chosen && html` selected`}>${role}</option>`,
  );
  return html`<select name="role">${options}</select>`;
}

function passwordInput(): Html {
  const { min, max } = PASSWORD_LENGTH;
  return html`<input name="password" type="password" required minlength="${min}" maxlength="${max}"
    autocomplete="new-password" placeholder="at least ${min} characters">`;
}
