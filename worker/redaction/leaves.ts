/** A text within a value of JSON. */
export interface Leaf {
  readonly text: string;
  /** The name of the property that it is the value of, in words; it tells what the text is. */
  readonly label: string;
}

/** Numbers shorter than this identify nobody, in digits. */
const IDENTIFYING_DIGITS = 7;
/** What a property's name looks like that the schema's author has chosen. Others may be data. */
const PLAIN_NAME = /^[\p{L}_$][\p{L}\p{M}_$-]*\d{0,4}$/u;

/**
 * A value of JSON with its texts replaced: strings, long numbers, and names of properties that may be data.
 * @param replace gives the text that stands in the place of a leaf; called in the order of the value
 */
export function mapLeaves(value: unknown, replace: (leaf: Leaf) => string, label = ''): unknown {
  if (typeof value === 'string') return value === '' ? value : replace({ text: value, label });
  if (typeof value === 'number') return mapNumber(value, replace, label);
  if (Array.isArray(value)) return value.map((item) => mapLeaves(item, replace, label));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      PLAIN_NAME.test(name) ? name : replace({ text: name, label }),
      mapLeaves(item, replace, inWords(name)),
    ]),
  );
}

/** A number stays one, unless something in it was replaced. */
function mapNumber(value: number, replace: (leaf: Leaf) => string, label: string): unknown {
  const text = String(value);
  if (!Number.isSafeInteger(value) || text.length < IDENTIFYING_DIGITS) return value;
  const replaced = replace({ text, label });
  return replaced === text ? value : replaced;
}

/** `dateOfBirth` and `date_of_birth` as a form would say it. */
function inWords(name: string): string {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim();
}
