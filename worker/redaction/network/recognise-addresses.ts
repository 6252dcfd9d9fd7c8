import { isIPv6 } from 'node:net';
import { announced } from '../context/announced.ts';
import { Topic } from '../context/vocabulary.ts';
import { type Page, report } from '../page.ts';

const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d|[\p{L}_])/u;
const HEX_AND_COLONS = /^[\da-f:]{2,45}(?:(?<=:)\d{1,3}(?:\.\d{1,3}){3})?/i;
const MAC = /^(?:[\da-f]{2}:){5}[\da-f]{2}(?![\da-f:])|^(?:[\da-f]{2}-){5}[\da-f]{2}(?![\da-f-])/i;
const DOTTED_MAC = /^[\da-f]{4}\.[\da-f]{4}\.[\da-f]{4}(?![\da-f.])/i;
/** Addresses that are the same on every machine. */
const NOBODYS = /^(?:0\.0\.0\.0|127\.|255\.255\.|255\.0\.)/;

/** An IPv4 address that begins with the number of token `at`. */
export function recogniseIpv4(page: Page, at: number): boolean {
  const start = page.tokens.start[at] as number;
  const { text } = page;
  const found = IPV4.exec(text.slice(start, start + 18));
  if (found === null || found.slice(1).some((part) => Number(part) > 255 || /^0\d/.test(part))) return false;
  if (/[\p{L}\p{N}_.]/u.test(text.charAt(start - 1))) return false;
  const version = announced(page, Topic.thing, at, 4) && !announced(page, Topic.network, at, 6);
  if (version || NOBODYS.test(found[0])) return false;
  report(page, 'ip_address', start, start + found[0].length, 0.95, found[0]);
  page.resumeAt = start + found[0].length;
  return true;
}

/** A MAC or IPv6 address that begins with token `at`: hexadecimal digits, or the first of two colons. */
export function recogniseHexAddress(page: Page, at: number): boolean {
  const start = page.tokens.start[at] as number;
  const before = page.text.charAt(start - 1);
  if (/[\p{L}\p{N}_]/u.test(before) || (before === ':' && /[\da-f]/i.test(page.text.charAt(start - 2))))
    return false;
  const ahead = page.text.slice(start, start + 60);
  const mac = MAC.exec(ahead) ?? DOTTED_MAC.exec(ahead);
  if (mac !== null) {
    const pairs =
      mac[0]
        .replace(/[^\da-f]/gi, '')
        .toLowerCase()
        .match(/../g) ?? [];
    return found(page, 'mac_address', start, mac[0].length, pairs.join(':'));
  }
  const written = (HEX_AND_COLONS.exec(ahead)?.[0] ?? '').replace(/(?<!:):$/, '');
  if (!isIPv6(written) || /[\p{L}\p{N}_]/u.test(ahead.charAt(written.length))) return false;
  const groups = written.split(':').filter((group) => group !== '');
  if (groups.length < 3 && !(groups.length === 2 && /^[23f]/i.test(written) && /\d/.test(written)))
    return false;
  return found(page, 'ip_address', start, written.length, written.toLowerCase());
}

function found(
  page: Page,
  dataClass: 'mac_address' | 'ip_address',
  start: number,
  length: number,
  canonical: string,
) {
  report(page, dataClass, start, start + length, 0.95, canonical);
  page.resumeAt = start + length;
  return true;
}
