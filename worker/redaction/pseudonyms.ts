import { createHmac, type KeyObject } from 'node:crypto';
import type { Finding } from './finding.ts';

const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';
const CODE_LENGTH = 9;
/** Further names that are tried where one is taken, or stands in the text already. */
const TRIES = 64;

/** What a pseudonym begins with, by class; by default the class itself. */
const STEMS: Readonly<Record<string, string>> = {
  person_name: 'Person',
  postal_address: 'Address',
  location: 'Place',
  phone: 'Phone',
  date_of_birth: 'Birthdate',
};

/** How pseudonyms are made. */
export interface Naming {
  /** The tenant's own: the same value has the same pseudonym in all its jobs. */
  readonly key: KeyObject;
  /** Classes whose pseudonyms keep the form of the value. */
  readonly keepForm: ReadonlySet<string>;
}

/** The pseudonyms of one job: each stands for one value, and is nowhere in its texts but where it was put. */
export class Pseudonyms {
  readonly #naming: Naming;
  readonly #byValue = new Map<string, string>();
  readonly #values = new Map<string, string>();

  constructor(naming: Naming) {
    this.#naming = naming;
  }

  /** The value behind each. */
  get values(): ReadonlyMap<string, string> {
    return this.#values;
  }

  /**
   * The pseudonym of a value.
   * @param value as it is written
   * @param texts all texts of the job, in lower case
   */
  nameOf({ class: dataClass, canonical }: Finding, value: string, texts: string): string {
    const identity = `${dataClass} ${canonical}`;
    const known = this.#byValue.get(identity);
    if (known !== undefined) return known;
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const name = this.#compose(dataClass, identity, value, attempt);
      if (this.#values.has(name) || texts.includes(name.toLowerCase())) continue;
      this.#byValue.set(identity, name);
      this.#values.set(name, value);
      return name;
    }
    throw new Error(`no pseudonym is free for a value of the class ${dataClass}`);
  }

  #compose(dataClass: string, identity: string, value: string, attempt: number): string {
    const digest = createHmac('sha256', this.#naming.key).update(`${attempt} ${identity}`).digest();
    if (this.#naming.keepForm.has(dataClass)) return inForm(value, digest);
    const code = Array.from(digest.subarray(0, CODE_LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join(
      '',
    );
    if (dataClass === 'email') return `user_${code}@example.com`;
    return `${STEMS[dataClass] ?? dataClass}_${code}`;
  }
}

/** Other letters and digits in the places of a value's own. An e-mail keeps its ending, so that it stays one. */
function inForm(value: string, digest: Buffer): string {
  const at = value.lastIndexOf('@');
  const kept = at < 0 ? value.length : at;
  let place = 0;
  const changed = value.slice(0, kept).replace(/[\p{L}\p{N}]/gu, (character) => {
    const byte = (digest[place % digest.length] ?? 0) + 7 * Math.floor(place / digest.length);
    place += 1;
    if (/\p{N}/u.test(character)) return String(byte % 10);
    const letter = String.fromCharCode(97 + (byte % 26));
    return character === character.toLowerCase() ? letter : letter.toUpperCase();
  });
  return at < 0 ? changed : `${changed}@example.com`;
}
