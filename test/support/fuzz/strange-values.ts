import fc from 'fast-check';

const STRANGE_TEXTS = [
  '',
  ' ',
  '\0',
  '\ufeff',
  '\ud800',
  'a\udc00',
  '\u202e',
  '🏴‍☠️',
  'null',
  '-1',
  '1e999',
  '__proto__',
  'constructor',
  'toString',
  '../../etc/passwd',
  '{{7*7}}',
  "' OR 1=1 --",
  'chat@0',
  'chat@99999999999',
  'sim-slow-',
  'job_0:input',
  '2024-13-45T99:99:99Z',
  'http://[::1',
  'a'.repeat(300),
  'é'.repeat(5_000),
];

const STRANGE_NUMBERS = [0, -0, -1, 1.5, 1e308, -1e308, 5e-324, 2 ** 53, 2 ** 63, 1e21];

/** Text of any kind, half surrogate pairs included. */
export const strangeText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...STRANGE_TEXTS),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom('\ud83d', '\ude00', 'a', '"', '\\', '\n'), maxLength: 10 }),
);

/** A JSON value of any kind. */
export const strangeValue: fc.Arbitrary<unknown> = fc.oneof(
  strangeText,
  fc.constantFrom<unknown>(...STRANGE_NUMBERS),
  fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], { '': null }),
  fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }),
);

/** Values that are good somewhere, so that a change does not always make a request bad. */
const plausibleValue = fc.constantFrom<unknown>(
  ...['chat@1', 'support-triage', 'sim-slow-1', 'sim-json', 'interactive', 'restricted', 'jobs:write'],
  ...[1, 0.5, 60, ['x'], { a: 'b' }, { prompt: '\u0000 hello' }, { ticket: '' }, { endpoint_id: 'default' }],
);

/** One change of a value: where (a number for each level), and what to do there. */
interface Edit {
  readonly way: readonly number[];
  readonly how: 'replace' | 'remove' | 'add' | 'wrap';
  readonly name: string;
  readonly value: unknown;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  way: fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }),
  how: fc.constantFrom('replace', 'replace', 'remove', 'add', 'wrap'),
  name: strangeText,
  value: fc.oneof(strangeValue, plausibleValue),
});

/** A good value with one or two changes somewhere in it. */
export function spoiled(good: unknown): fc.Arbitrary<unknown> {
  return fc
    .array(edit, { minLength: 1, maxLength: 2 })
    .map((edits) => edits.reduce((value, { way, ...change }) => apply(value, way, change), good));
}

function apply(value: unknown, way: readonly number[], change: Omit<Edit, 'way'>): unknown {
  const [step = 0, ...rest] = way;
  if (typeof value !== 'object' || value === null) return change.value;
  const entries = Object.entries(value);
  const at = entries.length === 0 ? -1 : step % entries.length;
  const changed =
    rest.length > 0
      ? entries.map(([name, inner], i) => [name, i === at ? apply(inner, rest, change) : inner] as const)
      : changeEntries(entries, at, change);
  return Array.isArray(value) ? changed.map(([, inner]) => inner) : ownProperties(changed);
}

function changeEntries(
  entries: [string, unknown][],
  at: number,
  { how, name, value }: Omit<Edit, 'way'>,
): (readonly [string, unknown])[] {
  if (how === 'add') return [...entries, [name, value]];
  if (how === 'remove') return entries.filter((_, i) => i !== at);
  return entries.map(([key, old], i) => (i === at ? [key, how === 'wrap' ? [old] : value] : [key, old]));
}

/** An object that has `__proto__` as any other name, as JSON has. */
function ownProperties(entries: readonly (readonly [string, unknown])[]): object {
  const object = {};
  for (const [name, value] of entries) {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return object;
}
