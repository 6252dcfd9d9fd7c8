/** Where a sign-in leads when nothing else was asked for. */
export const HOME = '/queues/';

/** A place of our own to go to after the sign-in; never another host's. */
export function safePlace(next: unknown): string {
  return typeof next === 'string' && /^\/(?!\/)[\w\-./~?=&%@:+,]{0,500}$/.test(next) ? next : HOME;
}
