/**
 * Loaded before Bull Board's own scripts. Its client can only reach this host (connect-src 'self'), so every
 * request it makes may carry the token of the session, and one that is told that the session has ended
 * leads back to the sign-in.
 *
 * @typedef {{ content: string }} Meta
 * @typedef {{ setRequestHeader(name: string, value: string): void, status: number,
 *   addEventListener(type: 'load', listener: () => void): void }} Exchange
 * @typedef {{ XMLHttpRequest: { prototype: { send(this: Exchange, body?: unknown): void } },
 *   document: { querySelector(selector: string): Meta | null },
 *   location: { pathname: string, assign(place: string): void } }} Browser
 */
const { XMLHttpRequest, document, location } = /** @type {Browser} */ (/** @type {unknown} */ (globalThis));

const token = document.querySelector('meta[name="csrf-token"]')?.content ?? '';
const { send } = XMLHttpRequest.prototype;

XMLHttpRequest.prototype.send = function sendWithToken(body) {
  this.setRequestHeader('x-csrf-token', token);
  this.addEventListener('load', () => {
    if (this.status === 401) location.assign(`/sign-in?next=${encodeURIComponent(location.pathname)}`);
  });
  send.call(this, body);
};
