/** Which hosts a text may point to; a star allows every one. */
export interface AllowedHosts {
  readonly links: readonly string[];
  readonly images: readonly string[];
}

const SCHEME_PART = /^[^/?#]*/;
/** Signs that a reader of markup turns into others, or leaves out, before it looks at the scheme. */
const UNCLEAR = /[&\\\s\p{Cc}]/u;
const WEB = new Set(['http:', 'https:']);

/**
 * Whether a text may point to an address. A path within the site may; so may mail and telephone in links; everything
 * else has to be a web address on an allowed host.
 */
export function allowsUrl(destination: string, use: keyof AllowedHosts, hosts: AllowedHosts): boolean {
  const address = destination.trim();
  const start = SCHEME_PART.exec(address)?.[0] ?? '';
  if (UNCLEAR.test(start)) return false;
  const elsewhere = address.startsWith('//') || start.includes(':') || address.startsWith('/\\');
  if (!elsewhere) return true;
  if (use === 'links' && /^(?:mailto|tel):/i.test(start)) return true;
  const url = URL.parse(address.startsWith('/') ? `https:${address.replaceAll('\\', '/')}` : address);
  if (!url || !WEB.has(url.protocol) || url.username !== '' || url.password !== '') return false;
  return hosts[use].some(
    (host) =>
      host === '*' ||
      url.hostname === host ||
      (host.startsWith('*.') && url.hostname.endsWith(host.slice(1))),
  );
}
