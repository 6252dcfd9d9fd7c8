import { createHash } from 'node:crypto';
import type { Random } from './random.ts';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const stars = (count: number) => '*'.repeat(count);
const hex = (random: Random, count: number) =>
  Array.from({ length: count }, () => random.below(16).toString(16)).join('');
const base64url = (random: Random, count: number) =>
  Buffer.from(random.fill(stars(count))).toString('base64url');

const KEYS: readonly ((random: Random) => string)[] = [
  (random) => random.fill(`sk-proj-${stars(48)}`),
  (random) => random.fill(`sk-ant-api03-${stars(40)}-${stars(20)}`),
  (random) =>
    `AKIA${Array.from({ length: 16 }, () => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(random.below(32))).join('')}`,
  (random) => random.fill(`AIza${stars(35)}`),
  (random) => random.fill(`ghp_${stars(36)}`),
  (random) => random.fill(`github_pat_${stars(22)}_${stars(59)}`),
  (random) => random.fill(`glpat-${stars(20)}`),
  (random) => random.fill(`xoxb-############-#############-${stars(24)}`),
  (random) => random.fill(`sk_live_${stars(24)}`),
  (random) => `AC${hex(random, 32)}`,
  (random) => random.fill(`SG.${stars(22)}.${stars(43)}`),
  (random) => random.fill(`npm_${stars(36)}`),
  (random) => random.fill(`hf_${stars(34)}`),
  (random) => `eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ${base64url(random, 40)}.${base64url(random, 32)}`,
];
const PASSWORDS = [
  'hunter2!',
  'Tr0ub4dor&3',
  'S3cret#2024',
  'correcthorse99',
  'pa$$w0rd',
  'Qwerty!234',
  'xK9#mPq2vL',
  'Sommer2023!',
  'iloveyou7',
];

function bitcoin(random: Random): string {
  const payload = Buffer.from(`00${hex(random, 40)}`, 'hex');
  const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
  const bytes = Buffer.concat([payload, hash(hash(payload)).subarray(0, 4)]);
  let value = BigInt(`0x${bytes.toString('hex')}`);
  let written = '';
  for (; value > 0n; value /= 58n) written = BASE58.charAt(Number(value % 58n)) + written;
  return `1${written}`;
}

const WALLETS: readonly ((random: Random) => string)[] = [
  bitcoin,
  (random) => `0x${hex(random, 40)}`,
  (random) =>
    random.pick([
      'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
      'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0',
    ]),
];

/** Secrets and machine addresses, by slot. */
export const SECRETS = {
  key: (random: Random) => random.pick(KEYS)(random),
  password: (random: Random) => random.pick(PASSWORDS),
  wallet: (random: Random) => random.pick(WALLETS)(random),
  ip: (random: Random) =>
    [random.pick([10, 81, 172, 192, 203]), random.below(256), random.below(256), 1 + random.below(254)].join(
      '.',
    ),
  ipv6: (random: Random) =>
    random.pick([
      `2001:db8:${hex(random, 4)}::${hex(random, 3)}`,
      `fe80::${hex(random, 4)}:${hex(random, 4)}:${hex(random, 4)}:${hex(random, 4)}`,
      Array.from({ length: 8 }, () => hex(random, 4)).join(':'),
    ]),
  mac: (random: Random) =>
    Array.from({ length: 6 }, () => hex(random, 2))
      .join(random.pick([':', '-']))
      .toUpperCase(),
  pem: (random: Random) => {
    const kind = random.pick(['RSA PRIVATE KEY', 'PRIVATE KEY', 'OPENSSH PRIVATE KEY', 'EC PRIVATE KEY']);
    return `-----BEGIN ${kind}-----\n${random.fill(stars(64))}\n${random.fill(stars(64))}\n-----END ${kind}-----`;
  },
  random: (random: Random) => random.fill(stars(32)),
} as const;
