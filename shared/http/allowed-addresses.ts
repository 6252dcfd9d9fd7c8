import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** IPv6 addresses in public use; everything else is special, also where no registry names it. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');
/** Addresses of IPv4 hosts as a NAT64 gateway shows them: what counts is the IPv4 address inside. */
const NAT64 = ipaddr.parseCIDR('64:ff9b::/96');

/** Public addresses that lead to the platform under a virtual machine instead of the internet. */
const PLATFORM = new Set(['168.63.129.16']);

/** Whether an IP address is a public one: no loopback, private, link-local, shared, multicast or reserved range. */
export function isPublicAddress(text: string): boolean {
  if (isIP(text) === 0) return false;
  const address = ipaddr.parse(text);
  if (address instanceof ipaddr.IPv4) return isPublicIpv4(address);
  const inner = embeddedIpv4(address);
  if (inner) return isPublicIpv4(inner);
  return address.range() === 'unicast' && address.match(GLOBAL_IPV6);
}

function isPublicIpv4(address: ipaddr.IPv4): boolean {
  return address.range() === 'unicast' && !PLATFORM.has(address.toString());
}

function embeddedIpv4(address: ipaddr.IPv6): ipaddr.IPv4 | undefined {
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  if (address.match(NAT64)) return new ipaddr.IPv4(address.toByteArray().slice(12));
  return undefined;
}
