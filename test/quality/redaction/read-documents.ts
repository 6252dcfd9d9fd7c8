import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataClass } from '../../../shared/contracts/data-classes.ts';
import { NUMBERS, nationalId, phone } from './values/numbers.ts';
import { type Part, PEOPLE } from './values/people.ts';
import { address } from './values/places.ts';
import { createRandom, type Random } from './values/random.ts';
import { SECRETS } from './values/secrets.ts';
import { THINGS } from './values/things.ts';

/** A text and where its personal data and secrets stand. */
export interface LabelledDocument {
  readonly text: string;
  readonly spans: readonly { readonly class: DataClass; readonly start: number; readonly end: number }[];
}

const VARIANTS = 12;
const MARKUP = /\[\[(\w+)\|(.*?)\]\]|\{(\w+)(?::(\w+))?\}/gs;

type Slot = readonly [DataClass | undefined, (random: Random, part: Part, variant?: string) => string];

const SLOTS: Readonly<Record<string, Slot>> = {
  name: ['person_name', PEOPLE.name],
  given: ['person_name', PEOPLE.given],
  surname: ['person_name', PEOPLE.surname],
  email: ['email', PEOPLE.email],
  user: ['username', PEOPLE.user],
  phone: ['phone', (random, _part, country) => phone(random, country)],
  address: ['postal_address', address],
  id: ['national_id', (random, _part, country) => nationalId(random, country)],
  iban: ['iban', NUMBERS.iban],
  card: ['payment_card', NUMBERS.card],
  dob: ['date_of_birth', (random, _part, language) => NUMBERS.dob(random, language)],
  key: ['api_key', SECRETS.key],
  random_secret: ['api_key', SECRETS.random],
  random: ['api_key', SECRETS.random],
  password: ['password', SECRETS.password],
  wallet: ['crypto_address', SECRETS.wallet],
  ip: ['ip_address', SECRETS.ip],
  ipv6: ['ip_address', SECRETS.ipv6],
  mac: ['mac_address', SECRETS.mac],
  pem: ['private_key', SECRETS.pem],
  ...Object.fromEntries(Object.entries(THINGS).map(([name, make]) => [name, [undefined, make] as const])),
};

/** Every document of one part, several times with other values; the same in every run. */
export function readDocuments(part: Part): LabelledDocument[] {
  const folder = join(import.meta.dirname, part);
  const random = createRandom(part === 'tuning' ? 1 : 2);
  return readdirSync(folder)
    .sort()
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split(/^----\n/m))
    .flatMap((form) => Array.from({ length: VARIANTS }, () => fill(form.trimEnd(), random, part)));
}

function fill(form: string, random: Random, part: Part): LabelledDocument {
  const spans: { class: DataClass; start: number; end: number }[] = [];
  let text = '';
  let read = 0;
  for (const found of form.matchAll(MARKUP)) {
    text += form.slice(read, found.index);
    read = found.index + found[0].length;
    const [whole, marked, literal = '', slot = '', variant] = found;
    const [dataClass, make] = SLOTS[slot] ?? [
      marked as DataClass | undefined,
      () => (marked === undefined ? whole : literal),
    ];
    const value = make(random, part, variant);
    if (dataClass !== undefined)
      spans.push({ class: dataClass, start: text.length, end: text.length + value.length });
    text += value;
  }
  return { text: text + form.slice(read), spans };
}
