import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Kind } from './kinds.ts';

/** The label whose version new jobs get. */
export const PRODUCTION = 'production';
/** The label whose version a share of new jobs gets instead. */
export const CANARY = 'canary';

/** A definition as somebody wrote it: without its name, which is its place, and without defaults. */
export type Content = Readonly<Record<string, unknown>>;

/** One immutable version of a definition. */
export interface Version {
  readonly version: number;
  /** SHA-256 of the canonical content, in hex: equal content has one version. */
  readonly digest: string;
  readonly content: Content;
  /** Unix ms. */
  readonly createdAt: number;
  /** `key:…`, or `files` for what was shipped with the code. */
  readonly author: string;
}

/** A pointer to a version, and who moved it there. */
export interface Label {
  readonly version: number;
  /** The share of new jobs that a canary gets, above 0 and at most 1. */
  readonly weight?: number;
  /** Unix ms. */
  readonly at: number;
  readonly actor: string;
  readonly reason?: string;
  /** Versions that it pointed at before, the last one last. */
  readonly before?: readonly number[];
}

/** Everything stored under one name. */
export interface Entry {
  readonly kind: Kind;
  readonly name: string;
  readonly versions: ReadonlyMap<number, Version>;
  readonly labels: ReadonlyMap<string, Label>;
}

export function digestOf(content: Content): string {
  return createHash('sha256')
    .update(canonicalize(content) ?? '')
    .digest('hex');
}

/** The version of an equal content, if there is one. */
export function versionOf(entry: Entry | undefined, content: Content): Version | undefined {
  const digest = digestOf(content);
  return [...(entry?.versions.values() ?? [])].find((version) => version.digest === digest);
}

/** The version that new jobs get which are no canaries. */
export function productionOf(entry: Entry | undefined): Version | undefined {
  const label = entry?.labels.get(PRODUCTION);
  return label && entry?.versions.get(label.version);
}

/**
 * The version that a new job gets: the canary's for its share of seeds, always the same for one seed, else the
 * production version.
 */
export function assignedVersion(entry: Entry | undefined, seed: string): Version | undefined {
  const canary = entry?.labels.get(CANARY);
  if (!entry || !canary?.weight || shareOf(`${entry.kind}/${entry.name} ${seed}`) >= canary.weight) {
    return productionOf(entry);
  }
  return entry.versions.get(canary.version);
}

/** A number from 0 up to 1, evenly spread over texts. */
function shareOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE() / 2 ** 32;
}
