const MOST_SECONDS = 60;

/** The wait that a `Prefer` header asks for, in whole seconds, clamped to 60; undefined when it asks for none. */
export function preferredWait(header: string | string[] | undefined): number | undefined {
  const preferences = [header ?? []].flat().join(',').split(/[,;]/);
  const values = preferences.map((preference) => /^\s*wait\s*=\s*"?(\d+)"?\s*$/i.exec(preference)?.[1]);
  const wait = values.find((value) => value !== undefined);
  return wait === undefined ? undefined : Math.min(Number(wait), MOST_SECONDS);
}

/** The header that says which wait was applied. */
export function waitApplied(seconds: number | undefined): Record<string, string> {
  return seconds === undefined ? {} : { 'Preference-Applied': `wait=${seconds}` };
}
