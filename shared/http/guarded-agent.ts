import { type LookupAddress, type LookupOptions, lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { AppError } from '../errors/app-error.ts';
import { isPublicAddress } from './allowed-addresses.ts';

/** Resolves a name to all its addresses, as `dns.lookup` with `all` does. */
export type LookupAll = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export interface GuardedAgentOptions {
  /** Whether private, loopback and other special addresses may be reached. */
  readonly allowPrivate: boolean;
  /** How long connecting may take, in ms. Default 10,000. */
  readonly connectTimeoutMs?: number;
  /** Default: the system's resolver. */
  readonly lookup?: LookupAll;
}

/** A connection refused because its address is not public. It has the code `blocked_address`. */
class BlockedAddressError extends Error {
  override readonly name = 'BlockedAddressError';
  readonly code = 'blocked_address';
}

/**
 * A pooled HTTP client for addresses that others chose. The check sits in the resolver that connects: what
 * was checked is what is connected to, so neither a literal, a redirect, a second answer of the name server
 * nor a kept connection leads elsewhere. Of a name's addresses only the public ones are used.
 *
 * Calls reject with an error of code `blocked_address` where no address is allowed.
 */
export function createGuardedAgent(options: GuardedAgentOptions): Agent {
  const { allowPrivate, connectTimeoutMs: timeout = 10_000 } = options;
  const resolve = shareLookups(options.lookup ?? systemLookup);
  const allowed = allowPrivate ? () => true : isPublicAddress;
  const connect = buildConnector({ timeout, allowH2: false, lookup: checkedLookup(resolve, allowed) });
  return new Agent({
    allowH2: false,
    connect: (target, callback) => {
      const literal = literalOf(target.hostname);
      if (literal !== undefined && !allowed(literal)) {
        callback(new BlockedAddressError(), null);
        return;
      }
      connect(target, (...[error, socket]) => {
        if (error) return callback(error, null);
        if (socket.remoteAddress === undefined || allowed(socket.remoteAddress))
          return callback(null, socket);
        socket.destroy();
        callback(new BlockedAddressError(), null);
      });
    },
  });
}

/**
 * Refuses an address that could never be reached, before anything is stored. Names are checked when they are
 * resolved, not here.
 * @throws AppError `blocked_address`
 */
export function assertAllowedUrl(text: string, allowPrivate: boolean): void {
  const refuse = (why: string): never => {
    throw new AppError('blocked_address', `The address ${why}.`);
  };
  const url = URL.parse(text) ?? refuse('is not a URL');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') refuse('must start with https:// or http://');
  if (url.username || url.password) refuse('must not carry a user name or password');
  if (allowPrivate) return;
  const literal = literalOf(url.hostname);
  const host = url.hostname.replace(/\.$/, '');
  if (literal === undefined ? /(^|\.)localhost$/.test(host) : !isPublicAddress(literal)) {
    refuse(`${url.hostname} is not public; private addresses are not allowed here`);
  }
}

/** The IP address that a URL's host is, without brackets; undefined for a name. */
function literalOf(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(bare) === 0 ? undefined : bare;
}

function checkedLookup(resolve: LookupAll, allowed: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '');
      const usable = found.filter(({ address }) => allowed(address));
      const [first] = usable;
      if (!first) return callback(new BlockedAddressError(), '');
      if (options.all) return callback(null, usable);
      callback(null, first.address, first.family);
    });
  };
}

/**
 * Lets callers that ask for the same name at the same time share one question: the system's resolver has
 * few threads, and a name whose server is silent must not take them all.
 */
function shareLookups(resolve: LookupAll): LookupAll {
  type Callback = Parameters<LookupAll>[2];
  const asking = new Map<string, Callback[]>();
  return (hostname, options, callback) => {
    const question = `${hostname} ${options.family ?? 0} ${options.hints ?? 0}`;
    const waiting = asking.get(question);
    if (waiting) {
      waiting.push(callback);
      return;
    }
    const callbacks = [callback];
    asking.set(question, callbacks);
    resolve(hostname, options, (error, addresses) => {
      asking.delete(question);
      for (const answer of callbacks) answer(error, addresses);
    });
  };
}
