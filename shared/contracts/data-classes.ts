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

/**
 * What becomes of a value: `pseudonymise` gives it a name that is the same in all jobs of the tenant and is replaced by
 * the value again in the result; `mask` leaves its last four letters; `replace` leaves its class; `hash` leaves a digest.
 */
export const REDACTION_METHODS = ['pseudonymise', 'mask', 'replace', 'hash'] as const;
export type RedactionMethod = (typeof REDACTION_METHODS)[number];

/** What no model sees, however harmless the job. */
export const SECRET_CLASSES: readonly DataClass[] = [
  ...(['api_key', 'private_key', 'password', 'url_credentials'] as const),
  ...(['payment_card', 'card_code', 'iban', 'bank_account'] as const),
];
