import type { Random } from './random.ts';

const hex = (random: Random, count: number) =>
  Array.from({ length: count }, () => random.below(16).toString(16)).join('');

/** Numbers and names of things: what must not be taken for personal data, by slot. */
export const THINGS = {
  order: (random: Random) =>
    random.fill(
      random.pick(['ORD-########', '########', 'PO-2024-#####', '###-#######-#######', 'INV#######']),
    ),
  version: (random: Random) =>
    random.fill(random.pick(['1.2.3', '10.4.12', 'v2.0.0-rc.1', '24.21.0', '3.14.159.2'])),
  isbn: (random: Random) =>
    random.pick(['978-3-16-148410-0', '9780306406157', '0-306-40615-2', '979-10-90636-07-1']),
  time: (random: Random) =>
    random.fill(
      random.pick(['2024-0%-1# 1#:2#:4#', '2023-11-0%T0#:1#:3#Z', '17########', '1%:3#', '0%/1#/2024']),
    ),
  uuid: (random: Random) => [8, 4, 4, 4, 12].map((count) => hex(random, count)).join('-'),
  hash: (random: Random) => hex(random, random.pick([40, 64, 32, 7])),
  amount: (random: Random) =>
    random.fill(random.pick(['$1,2##.00', '€ ##.###,00', '%## ###', '1#,###,###', '##.#%'])),
  product: (random: Random) =>
    random.pick([
      'Galaxy S24 Ultra',
      'Model X Plaid',
      'ThinkPad T14 Gen 4',
      'PlayStation 5',
      'Windows Server 2022',
      'Redis 7.2',
      'Boeing 737-800',
      'Coca Cola',
      'Ford Focus',
    ]),
  tracking: (random: Random) =>
    random.fill(
      random.pick(['1Z999AA1##########', 'RR#########DE', '94001##################', 'JD01460#########']),
    ),
} as const;
