/** What a word can be in names, addresses and dates, as bits. */
export const Role = {
  given: 1 << 0,
  /** A given name that is an everyday word, a month or a place as well. */
  maybeGiven: 1 << 1,
  surname: 1 << 2,
  maybeSurname: 1 << 3,
  title: 1 << 4,
  particle: 1 << 5,
  common: 1 << 6,
  /** An everyday word of headings and products; a name that is listed as well stays one. */
  heading: 1 << 26,
  month: 1 << 7,
  country: 1 << 9,
  city: 1 << 10,
  state: 1 << 11,
  streetAfter: 1 << 12,
  streetBefore: 1 << 13,
  unit: 1 << 14,
  postBox: 1 << 15,
  organisation: 1 << 16,
  speech: 1 << 17,
  relation: 1 << 18,
  phraseStart: 1 << 19,
  phraseNext: 1 << 8,
  secretPrefix: 1 << 20,
  filler: 1 << 21,
  /** A street word that can hardly mean anything else. */
  streetAfterSure: 1 << 23,
  article: 1 << 24,
  /** A title that is an everyday word, a relation or a given name as well. */
  weakTitle: 1 << 25,
} as const;

/** What a word or phrase announces, as the index of a bit. */
export const Topic = {
  birth: 0,
  age: 1,
  phone: 2,
  address: 3,
  place: 4,
  nationalId: 5,
  passport: 6,
  licence: 7,
  account: 8,
  routing: 9,
  card: 10,
  cardCode: 11,
  device: 12,
  vehicle: 13,
  record: 14,
  username: 15,
  password: 16,
  secret: 17,
  name: 18,
  wallet: 19,
  /** Numbers of things: orders, versions, books. */
  thing: 20,
  coordinates: 21,
  greeting: 23,
  signOff: 24,
  introduction: 25,
  email: 26,
  network: 27,
  iban: 28,
} as const;

export type TopicIndex = (typeof Topic)[keyof typeof Topic];
