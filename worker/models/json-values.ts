/** What somebody sent: nothing of it is known until it has been looked at. */
export type Json = Readonly<Record<string, unknown>>;

/** The value when it is an object, and no list. */
export function objectOf(value: unknown): Json | undefined {
  return isObject(value) ? value : undefined;
}

/** The items of a list; none where it is none. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
