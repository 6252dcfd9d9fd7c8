import type { Request } from 'express';

/**
 * Whether a request comes from a page of this very host. Browsers say where a request that changes
 * something comes from, and no page can make them lie; whoever says nothing is no browser, and cannot be
 * made to send somebody else's cookie.
 */
export function cameFromHere({ headers }: Request): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  if (headers.origin === undefined) return true;
  return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host;
}
