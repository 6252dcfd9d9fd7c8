/** A house number and a name that no list knows as a street's, in the line before a city and its postal code. */
const STREET_BEFORE =
  /(?:^|[\s,("'>|:])(\d{1,5}[A-Za-z]? \p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,4}(?:,? (?:Apt|Apartment|Suite|Ste|Unit|#)\.? ?\w{1,6})?(?:, |\n))(?:\p{Lu}[\p{L}'’ -]{1,40}(?:, |\n| ))?(?:[A-Z]{2,3},? )?$/u;
const FURTHEST_STREET = 120;

/** The same with the house number last: a street in most of Europe and Latin America. */
const NUMBER_LAST =
  /(?:^|[\s,("'>|:])(\p{Lu}[\p{L}.'’-]*(?: (?:\p{Lu}[\p{L}.'’-]*|de|la|las|los|del|da|do|dos|das|di|della|dei|van|den|der|d'\p{Lu}\p{L}+)){0,6},? (?:n[º°.] ?)?\d{1,5} ?[a-zA-Z]?(?:,? [\p{L}\d.º]{1,7}){0,2}(?:, |\n))$/u;

/** Where the street begins that ends right before `at`, its house number first or, if wanted, last; absent without one. */
export function streetBefore(text: string, at: number, numberLast: boolean): number | undefined {
  const before = text.slice(Math.max(0, at - FURTHEST_STREET), at);
  const street = (numberLast ? NUMBER_LAST.exec(before) : null) ?? STREET_BEFORE.exec(before);
  if (street === null) return undefined;
  return at - (before.length - street.index - street[0].indexOf(street[1] as string));
}
