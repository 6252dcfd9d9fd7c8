/** Stems of words that show a good mood. */
export const positiveStems: readonly string[] = [
  'thank',
  'great',
  'love',
  'excellent',
  'happy',
  'awesome',
  'perfect',
  'appreciat',
  'amazing',
  'fantastic',
  'wonderful',
  'good job',
  'well done',
  'pleased',
  'enjoy',
  'brilliant',
];

/** Stems of words that show a bad mood. */
export const negativeStems: readonly string[] = [
  'angry',
  'terribl',
  'worst',
  'broken',
  'fail',
  'error',
  'problem',
  'refund',
  'twice',
  'disappoint',
  'unacceptabl',
  'frustrat',
  'not work',
  "doesn't work",
  "can't",
  'cannot',
  'never',
  'wrong',
  'complain',
  'hate',
  'lost',
  'stolen',
  'hacked',
  'late',
  'crash',
  'useless',
  'awful',
  'horribl',
  'ridiculous',
  'fed up',
  'still waiting',
  'overcharg',
  'damaged',
  'bad',
  'poor',
  'scam',
  'fraud',
  'outage',
  'is down',
  'locked out',
];

/** Stems of words by how urgent they are: 0 low, 2 high, 3 critical. */
export const urgencyStems: ReadonlyMap<number, readonly string[]> = new Map([
  [
    3,
    [
      'outage',
      'production is down',
      'everything is down',
      'emergency',
      'hacked',
      'data loss',
      'breach',
      'all our users',
      'life threatening',
    ],
  ],
  [
    2,
    [
      'urgent',
      'now',
      'immediate',
      'asap',
      'as soon as possible',
      'right away',
      'twice',
      'today',
      'deadline',
      'unacceptabl',
      'locked out',
      'is down',
      'stolen',
      'fraud',
      'critical',
      "can't work",
      'cannot work',
      'lawyer',
      'refund me',
    ],
  ],
  [
    0,
    [
      'no rush',
      'no hurry',
      'whenever you',
      'just wondering',
      'suggest',
      'feature',
      'would be nice',
      'would be great',
      'some day',
      'thank',
      'curious',
      'love',
      'question about',
    ],
  ],
]);

/** Ranks of the words that scales are made of: 0 low, 1 medium, 2 high, 3 critical. */
export const ranks: ReadonlyMap<string, number> = new Map([
  ...['low', 'lowest', 'minor', 'trivial', 'p4', 'p5', 'sev4', 'info'].map((word) => [word, 0] as const),
  ...['medium', 'normal', 'moderate', 'standard', 'average', 'mid', 'p3', 'sev3'].map(
    (word) => [word, 1] as const,
  ),
  ...['high', 'major', 'urgent', 'important', 'serious', 'p2', 'sev2'].map((word) => [word, 2] as const),
  ...['critical', 'severe', 'blocker', 'emergency', 'highest', 'immediate', 'p0', 'p1', 'sev1'].map(
    (word) => [word, 3] as const,
  ),
]);

/** The mood that a word in an enum names. */
export const moods: ReadonlyMap<string, 'positive' | 'negative' | 'neutral' | 'mixed'> = new Map([
  ...['positive', 'happy', 'satisfied', 'good', 'pleased', 'very positive'].map(
    (word) => [word, 'positive'] as const,
  ),
  ...['negative', 'angry', 'unhappy', 'dissatisfied', 'bad', 'frustrated', 'upset', 'very negative'].map(
    (word) => [word, 'negative'] as const,
  ),
  ...['neutral', 'calm', 'unknown'].map((word) => [word, 'neutral'] as const),
  ['mixed', 'mixed'],
]);

/** Words of enum values that stand for "nothing else fits". */
export const fallbackWords: ReadonlySet<string> = new Set([
  'other',
  'general',
  'unknown',
  'none',
  'misc',
  'miscellaneous',
  'inquiry',
  'enquiry',
  'neutral',
  'default',
  'unspecified',
  'question',
]);
