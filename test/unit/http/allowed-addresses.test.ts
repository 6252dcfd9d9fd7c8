import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../../shared/http/allowed-addresses.ts';
import { assertAllowedUrl } from '../../../shared/http/guarded-agent.ts';

const PUBLIC = ['8.8.8.8', '1.1.1.1', '172.15.0.1', '172.32.0.1', '2606:4700::1111', '2a00:1450::1'];

const SPECIAL = {
  loopback: ['127.0.0.1', '127.255.255.254', '::1'],
  private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
  'link-local and metadata': ['169.254.169.254', '169.254.0.1', 'fe80::1', '168.63.129.16'],
  'unique local': ['fc00::1', 'fd00:ec2::254'],
  'shared address space': ['100.64.0.1', '100.100.100.200', '100.127.255.255'],
  multicast: ['224.0.0.1', '239.1.2.3', 'ff02::1'],
  'unspecified and broadcast': ['0.0.0.0', '0.1.2.3', '::', '255.255.255.255'],
  'reserved and documentation': [
    '240.0.0.1',
    '192.0.0.192',
    '192.0.2.1',
    '198.18.0.1',
    '2001:db8::1',
    '4000::1',
  ],
  'IPv4 inside IPv6': ['::ffff:127.0.0.1', '::ffff:a00:1', '::7f00:1', '64:ff9b::7f00:1', '2002:7f00:1::'],
  'no addresses': ['', 'localhost', '1.2.3', '0x7f000001'],
};

describe('isPublicAddress', () => {
  it.each(PUBLIC)('allows %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each(Object.entries(SPECIAL))('refuses %s', (_range, addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([]);
  });

  it('sees the public IPv4 address behind a NAT64 gateway and in a mapped address', () => {
    expect(['64:ff9b::808:808', '::ffff:8.8.8.8'].map(isPublicAddress)).toEqual([true, true]);
  });
});

describe('assertAllowedUrl', () => {
  const blocked = expect.objectContaining({ code: 'blocked_address' });

  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.0.0.1./',
    'http://[::1]:8080/',
    'http://[::ffff:10.0.0.1]/',
    'http://[::127.0.0.1]/',
    'http://169.254.169.254/latest/meta-data',
    'http://localhost:9000/hook',
    'http://LOCALHOST./',
    'http://api.localhost/',
  ])('refuses %s unless private addresses are allowed', (url) => {
    expect(() => assertAllowedUrl(url, false)).toThrow(blocked);
    expect(() => assertAllowedUrl(url, true)).not.toThrow();
  });

  it.each(['https://user:secret@example.com/', 'ftp://example.com/', 'not a url'])(
    'always refuses %s',
    (url) => {
      expect(() => assertAllowedUrl(url, true)).toThrow(blocked);
    },
  );

  it('allows public names and addresses', () => {
    for (const url of ['https://example.com/hook?a=1', 'http://8.8.8.8:81/', 'https://[2606:4700::1]/']) {
      expect(() => assertAllowedUrl(url, false)).not.toThrow();
    }
  });

  it('never repeats the credentials of a URL', () => {
    expect(() => assertAllowedUrl('https://user:secret@example.com/', true)).toThrow(/^(?!.*secret)/);
  });
});
