import { describe, expect, test } from 'vitest';
import type { DataClass } from '../../../shared/contracts/data-classes.ts';
import { findSensitive } from '../../../worker/redaction/find-sensitive.ts';

/** A text of each class, what is found there, and a text that looks much the same but holds nothing. */
const CASES: readonly [DataClass, string, string, string][] = [
  [
    'person_name',
    'Dear Ms. Alice Carter, welcome.',
    'Alice Carter',
    'Dear Customer, Visual Studio is ready.',
  ],
  ['email', 'Write to Jane.Doe@Example.org now.', 'Jane.Doe@Example.org', 'Meet @jane at example.org now.'],
  [
    'phone',
    'Call +44 20 7946 0958 today.',
    '+44 20 7946 0958',
    'On 2024-05-06 12:30 we shipped 207946 parts.',
  ],
  [
    'postal_address',
    'It is at 742 Evergreen Terrace, Springfield, IL 62704.',
    '742 Evergreen Terrace, Springfield, IL 62704',
    'It took 742 minutes on the evergreen terrace.',
  ],
  [
    'date_of_birth',
    'She was born on 12 March 1985 there.',
    '12 March 1985',
    'The firm was founded on 12 March 1985.',
  ],
  [
    'iban',
    'Pay to DE89 3704 0044 0532 0130 00 please.',
    'DE89 3704 0044 0532 0130 00',
    'Pay to DE88 3704 0044 0532 0130 00 please.',
  ],
  [
    'payment_card',
    'Charge 4111-1111-1111-1111 now.',
    '4111-1111-1111-1111',
    'Charge 4111-1111-1111-1112 now.',
  ],
  ['card_code', 'The CVV is 123.', '123', 'There are 123 of them.'],
  ['bank_account', 'Account number: 12345678', '12345678', 'Order number: 12345678'],
  ['national_id', 'His SSN is 123-45-6789.', '123-45-6789', 'Part 000-45-6789 is out of stock.'],
  ['national_id', 'CPF 111.444.777-35', '111.444.777-35', 'Build 111.444.777-36'],
  ['national_id', 'DNI: 12345678Z', '12345678Z', 'Part 12345678A'],
  ['passport', 'Passport no. C01X00T47 expires soon.', 'C01X00T47', 'Model no. C01X00T47 expires soon.'],
  ['drivers_licence', "Driver's license: D123-4567-8901", 'D123-4567-8901', 'Part number: D123-4567-8901'],
  ['record_number', 'MRN: 00482913', '00482913', 'Lot: 00482913'],
  [
    'vehicle_id',
    'A car, 1HGCM82633A004352, was sold.',
    '1HGCM82633A004352',
    'A car, 1HGCM82633A004353, was sold.',
  ],
  ['device_id', 'IMEI 490154203237518', '490154203237518', 'Batch 490154203237518'],
  ['ip_address', 'from 192.168.1.10 at noon', '192.168.1.10', 'from version 19.168.1.10 at noon'],
  ['ip_address', 'via fe80::1ff:fe23:4567:890a', 'fe80::1ff:fe23:4567:890a', 'at 12:34:56 or std::cafe'],
  ['mac_address', 'ether 00:1A:2B:3C:4D:5E up', '00:1A:2B:3C:4D:5E', 'took 00:12:45 up'],
  [
    'url_credentials',
    'postgres://admin:s3cr3t@db.internal/app',
    'admin:s3cr3t',
    'http://db.internal:5432/app',
  ],
  [
    'crypto_address',
    'to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa',
    '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa',
    'to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb',
  ],
  ['username', 'username: jdoe42', 'jdoe42', 'username: string'],
  ['password', 'password = "hunter2!"', 'hunter2!', 'password = process.env.PASSWORD'],
  [
    'api_key',
    'key AKIAIOSFODNN7EXAMPLE here',
    'AKIAIOSFODNN7EXAMPLE',
    'key 550e8400-e29b-41d4-a716-446655440000 here',
  ],
  [
    'private_key',
    '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----',
    '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----',
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
  ],
  ['location', 'latitude: 52.52000, longitude: 13.40500', '52.52000', 'ratio: 52.52000'],
  ['age', 'a woman, aged 54, came', '54', 'page 54, line 3'],
];

describe.each(CASES)('%s', (dataClass, text, value, nearMiss) => {
  test(`is found in ${JSON.stringify(text)}`, () => {
    const found = findSensitive(text, { classes: [dataClass] });
    expect(found.map(({ start, end }) => text.slice(start, end))).toContain(value);
  });

  test(`is not found in ${JSON.stringify(nearMiss)}`, () => {
    expect(findSensitive(nearMiss, { classes: [dataClass] })).toEqual([]);
  });
});

describe('what is looked for', () => {
  const text = 'Alice Carter, aged 54, alice@example.org';

  test('is all but ages unless classes are given', () => {
    expect(findSensitive(text).map((finding) => finding.class)).toEqual(['person_name', 'email']);
  });

  test('is what the classes say', () => {
    expect(findSensitive(text, { classes: ['email'] }).map((finding) => finding.class)).toEqual(['email']);
    expect(findSensitive(text, { classes: [] })).toEqual([]);
  });
});

describe('the canonical form', () => {
  const canonical = (text: string, country?: string) =>
    findSensitive(text, { country }).map((each) => each.canonical);

  test('of a name has no case, accents and title', () => {
    expect(canonical('Herr Jürgen Müller kam.')).toEqual(canonical('Thanks, JURGEN MULLER'));
  });

  test('of a phone number is E.164, with the country that is assumed', () => {
    expect(canonical('Call (415) 555-0134.')).toEqual(['+14155550134']);
    expect(canonical('Tel. 020 7946 0958', 'GB')).toEqual(canonical('Tel. +44 (0)20 7946 0958'));
    expect(canonical('Tel. 0044 20 7946 0958')).toEqual(['+442079460958']);
  });

  test('of an IBAN, a card and a date is the same however it is written', () => {
    expect(canonical('GB29 NWBK 6016 1331 9268 19')).toEqual(canonical('gb29nwbk60161331926819'));
    expect(canonical('4111 1111 1111 1111')).toEqual(canonical('4111-1111-1111-1111'));
    expect(canonical('born 12 March 1985')).toEqual(canonical('geb. 12.03.1985'));
  });
});

describe('tables', () => {
  const values = (text: string) => findSensitive(text).map(({ start, end }) => text.slice(start, end));

  test.each([
    ['CSV', 'surname,dob,pin\nQuux,1985-03-12,4821\nZyzzy,1990-01-02,1134\n'],
    ['TSV', 'surname\tdob\tpin\nQuux\t1985-03-12\t4821\nZyzzy\t1990-01-02\t1134'],
    [
      'Markdown',
      '| Surname | DOB | PIN |\n|---|---|---|\n| Quux | 1985-03-12 | 4821 |\n| Zyzzy | 1990-01-02 | 1134 |',
    ],
    [
      'SQL',
      "INSERT INTO t (surname, dob, pin) VALUES ('Quux', '1985-03-12', '4821'), ('Zyzzy', '1990-01-02', '1134');",
    ],
    [
      'HTML',
      '<tr><th>Surname</th><th>DOB</th><th>PIN</th></tr><tr><td>Quux</td><td>1985-03-12</td><td>4821</td></tr><tr><td>Zyzzy</td><td>1990-01-02</td><td>1134</td></tr>',
    ],
  ])('%s is read by its headings', (_form, text) => {
    expect(values(text)).toEqual(['Quux', '1985-03-12', '4821', 'Zyzzy', '1990-01-02', '1134']);
  });
});
