import type { DataClass } from '../../../shared/contracts/data-classes.ts';
import { Topic, type TopicIndex } from '../context/vocabulary.ts';

/** How the value after a label is written, and what it is. */
export interface LabelShape {
  readonly topic: TopicIndex;
  readonly dataClass: DataClass;
  /** Digits with spaces and dashes; letters and digits; a user's name; anything without spaces. */
  readonly written: 'digits' | 'code' | 'handle' | 'secret';
  readonly least: number;
  readonly most: number;
  /** Digits that a code must have. */
  readonly digits?: number;
  /** A colon or the like, or a verb, must stand between. */
  readonly explicit?: boolean;
  readonly score: number;
}

/** Values that only their label makes personal. */
export const LABEL_SHAPES: readonly LabelShape[] = [
  {
    topic: Topic.passport,
    dataClass: 'passport',
    written: 'code',
    least: 6,
    most: 12,
    digits: 4,
    score: 0.9,
  },
  {
    topic: Topic.licence,
    dataClass: 'drivers_licence',
    written: 'code',
    least: 5,
    most: 20,
    digits: 3,
    score: 0.9,
  },
  {
    topic: Topic.account,
    dataClass: 'bank_account',
    written: 'code',
    least: 6,
    most: 24,
    digits: 6,
    score: 0.75,
  },
  {
    topic: Topic.routing,
    dataClass: 'bank_account',
    written: 'code',
    least: 5,
    most: 11,
    digits: 5,
    score: 0.9,
  },
  { topic: Topic.cardCode, dataClass: 'card_code', written: 'digits', least: 3, most: 6, score: 0.85 },
  { topic: Topic.device, dataClass: 'device_id', written: 'digits', least: 14, most: 22, score: 0.9 },
  {
    topic: Topic.vehicle,
    dataClass: 'vehicle_id',
    written: 'code',
    least: 4,
    most: 17,
    digits: 1,
    score: 0.85,
  },
  {
    topic: Topic.record,
    dataClass: 'record_number',
    written: 'code',
    least: 4,
    most: 22,
    digits: 3,
    score: 0.85,
  },
  {
    topic: Topic.nationalId,
    dataClass: 'national_id',
    written: 'code',
    least: 7,
    most: 20,
    digits: 5,
    score: 0.6,
  },
  { topic: Topic.username, dataClass: 'username', written: 'handle', least: 3, most: 40, score: 0.8 },
  {
    topic: Topic.password,
    dataClass: 'password',
    written: 'secret',
    least: 4,
    most: 128,
    explicit: true,
    score: 0.9,
  },
  { topic: Topic.secret, dataClass: 'api_key', written: 'secret', least: 16, most: 512, score: 0.75 },
  {
    topic: Topic.wallet,
    dataClass: 'crypto_address',
    written: 'code',
    least: 25,
    most: 104,
    digits: 2,
    score: 0.8,
  },
];

/** What stands in a secret's place in documentation and code. */
export const PLACEHOLDERS = `string text required optional true false null none nil undefined empty hidden redacted masked
  placeholder example changeme_here your_password password passwort secret value todo tbd n/a here reset forgot change
  protected encrypted invalid incorrect wrong expired manager policy field input type char varchar str int bytes
  self this process config settings request params options await new function env os get the and or must should cannot
  minimum maximum length characters strength hint recovery rotation unknown missing not set unset`;
