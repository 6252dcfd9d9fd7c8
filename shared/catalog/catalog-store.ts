import type { Store } from '../stores/store.ts';
import { type Content, digestOf, type Entry, type Label, type Version } from './entry.ts';
import { KINDS, type Kind } from './kinds.ts';

/** Who changes the catalog, and why. */
export interface Author {
  readonly actor: string;
  readonly reason?: string;
}

/** Where a definition stands. */
export interface Place {
  readonly kind: Kind;
  readonly name: string;
}

type CatalogAccess = Pick<Store, 'redis' | 'keys' | 'run'>;

/** A label that has moved. */
export interface MovedLabel {
  /** Undefined when it was removed. */
  readonly version?: number;
  /** Undefined when it is new. */
  readonly previous?: number;
}

/**
 * Stores a definition that was checked. The first version of a name becomes the production version.
 * @param promote a new version becomes the production version, too
 */
export async function putDefinition(
  { run, keys }: CatalogAccess,
  { kind, name }: Place,
  content: Content,
  { actor, reason }: Author,
  promote = false,
): Promise<{ readonly version: number; readonly created: boolean }> {
  const at = Date.now();
  const digest = digestOf(content);
  const stored: Omit<Version, 'version'> = { digest, content, createdAt: at, author: actor };
  const reply = (await run(
    'put-definition',
    [keys.catalogEntry(kind, name), keys.catalogNames(), keys.catalogChanges()],
    [
      ...[`${kind}/${name}`, digest, JSON.stringify(stored)],
      ...[JSON.stringify({ at, actor, reason }), promote ? 1 : 0, keys.catalogNews()],
    ],
  )) as [number, number];
  return { version: reply[0], created: reply[1] === 1 };
}

/**
 * Points a label at a version, `back` at the one before, or at `none`.
 * @returns undefined when there is no such version or label, or nothing to go back to
 */
export async function moveLabel(
  { run, keys }: CatalogAccess,
  { kind, name, label }: Place & { readonly label: string },
  to: number | 'back' | 'none',
  { actor, reason }: Author,
  weight?: number,
): Promise<MovedLabel | undefined> {
  const reply = (await run(
    'move-label',
    [keys.catalogEntry(kind, name), keys.catalogChanges()],
    [
      ...[`${kind}/${name}`, label, to],
      ...[JSON.stringify({ at: Date.now(), actor, reason, weight }), keys.catalogNews()],
    ],
  )) as [number, number?, number?];
  if (reply[0] === 0) return undefined;
  return { version: reply[1] || undefined, previous: reply[2] || undefined };
}

/** Reads everything that is stored under one name. */
export async function readEntry(
  { redis, keys }: Pick<CatalogAccess, 'redis' | 'keys'>,
  { kind, name }: Place,
): Promise<Entry> {
  const hash = await redis.hgetall(keys.catalogEntry(kind, name));
  const versions = new Map<number, Version>();
  const labels = new Map<string, Label>();
  for (const [field, value] of Object.entries(hash)) {
    const [what, rest = ''] = split(field);
    if (what === 'version')
      versions.set(Number(rest), { ...(JSON.parse(value) as Version), version: Number(rest) });
    if (what === 'label') labels.set(rest, JSON.parse(value) as Label);
  }
  return { kind, name, versions, labels };
}

/** The place of every definition that is stored. */
export async function readNames({ redis, keys }: Pick<CatalogAccess, 'redis' | 'keys'>): Promise<Place[]> {
  const members = await redis.smembers(keys.catalogNames());
  return members.flatMap((member) => placeOf(member) ?? []);
}

/** The place that `kind/name` stands for. */
export function placeOf(member: string): Place | undefined {
  const at = member.indexOf('/');
  const kind = KINDS.find((known) => known === member.slice(0, at));
  return kind && { kind, name: member.slice(at + 1) };
}

function split(field: string): [string, string] {
  const at = field.indexOf(':');
  return [field.slice(0, at), field.slice(at + 1)];
}
