import type { z } from 'zod';
import { nearestIssues } from '../errors/nearest-issues.ts';
import type { Content } from './entry.ts';
import type { Fault } from './fault.ts';
import { CATALOG_NAME_PATTERN, DEFINITION_SCHEMAS, type DefinitionOf, type Kind } from './kinds.ts';

export type Parsed<K extends Kind> =
  | { readonly ok: true; readonly definition: DefinitionOf<K> }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** Checks the shape of a definition and fills in its defaults. */
export function parseDefinition<K extends Kind>(kind: K, name: string, content: Content): Parsed<K> {
  if (!CATALOG_NAME_PATTERN.test(name)) {
    return { ok: false, faults: [{ path: 'name', message: `${name} is no name for a definition` }] };
  }
  const schema: z.ZodType = DEFINITION_SCHEMAS[kind];
  const parsed = schema.safeParse({ ...content, name });
  if (parsed.success) return { ok: true, definition: parsed.data as DefinitionOf<K> };
  const faults = parsed.error.issues.flatMap(nearestIssues).map((issue) => ({
    path: issue.path.map(String).join('.'),
    message: issue.message,
  }));
  return { ok: false, faults };
}
