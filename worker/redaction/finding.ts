/** What personal data and secrets are told apart by. `age` is personal only beside other facts, so it is opt-in. */
export const DATA_CLASSES = [
  'person_name',
  'email',
  'phone',
  'postal_address',
  'location',
  'date_of_birth',
  'age',
  'iban',
  'payment_card',
  'card_code',
  'bank_account',
  'national_id',
  'passport',
  'drivers_licence',
  'record_number',
  'vehicle_id',
  'device_id',
  'ip_address',
  'mac_address',
  'url_credentials',
  'crypto_address',
  'username',
  'password',
  'api_key',
  'private_key',
] as const;

export type DataClass = (typeof DATA_CLASSES)[number];

/** A place in a text that holds personal data or a secret. */
export interface Finding {
  /** One of {@link DATA_CLASSES}, or the name of a tenant's own class. */
  readonly class: string;
  /** Where it begins and ends, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** How sure it is, above 0 and up to 1. */
  readonly score: number;
  /** What equal values have in common however they are written: e-mail in lower case, phone in E.164, names folded. */
  readonly canonical: string;
}
