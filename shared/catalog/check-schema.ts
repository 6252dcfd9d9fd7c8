import { closest } from '../config/closest.ts';
import { NORMALISE } from './normalise-output.ts';
import { NORMAL_FORMS } from './normalise-value.ts';
import { refuseUnevaluated } from './refuse-unevaluated.ts';
import { type Draft, draftOf, KEYWORDS } from './schema-keywords.ts';
import { isSchema, type Schema } from './schema-parts.ts';

/** A schema that can be compiled. */
export interface CheckedSchema {
  readonly draft: Draft;
  /** All that is a schema in it. */
  readonly parts: readonly Record<string, unknown>[];
}

/** A part of a schema that is a schema itself, and where it stands: a JSON pointer. */
interface Part {
  readonly schema: Schema;
  readonly pointer: string;
}

/**
 * Refuses what would not be judged as JSON Schema says, or could not be told from a mistake.
 * @throws Error saying what, and where
 */
export function checkSchema(root: Schema): CheckedSchema {
  const draft = draftOf(root);
  if (!draft) {
    throw new Error(
      `$schema is ${JSON.stringify(root.$schema)}; there are https://json-schema.org/draft/2020-12/schema and http://json-schema.org/draft-07/schema#`,
    );
  }
  const parts: Part[] = [];
  const pointers = new Set<string>();
  collect(root, '', draft, parts, pointers);
  for (const part of parts) checkPart(part, draft, pointers);
  refuseUnevaluated(parts.map(({ schema }) => schema));
  return { draft, parts: parts.map(({ schema }) => schema) };
}

const NAMED_MEMBERS = ['properties', 'dependencies', 'dependentRequired', 'dependentSchemas'];

/** Everything that is a schema, and the pointers to all of it, booleans included. */
function collect(schema: unknown, pointer: string, draft: Draft, parts: Part[], pointers: Set<string>): void {
  if (typeof schema === 'boolean') pointers.add(pointer);
  if (!isSchema(schema)) return;
  pointers.add(pointer);
  parts.push({ schema, pointer });
  // Beside a reference draft-07 reads nothing.
  const own = draft === 'draft-07' && '$ref' in schema ? ['$defs', 'definitions'] : Object.keys(schema);
  for (const keyword of own) {
    const value = schema[keyword];
    const at = `${pointer}/${escaped(keyword)}`;
    const each = (members: unknown) => {
      if (typeof members !== 'object' || members === null) return;
      for (const [name, member] of Object.entries(members)) {
        collect(member, `${at}/${escaped(name)}`, draft, parts, pointers);
      }
    };
    switch (KEYWORDS[draft].get(keyword)) {
      case 'schema':
        collect(value, at, draft, parts, pointers);
        break;
      case 'schema_or_schemas':
        if (Array.isArray(value)) each(value);
        else collect(value, at, draft, parts, pointers);
        break;
      case 'schemas':
      case 'map':
      case 'map_of_schemas_or_names':
        each(value);
        break;
      default:
    }
  }
}

function checkPart({ schema, pointer }: Part, draft: Draft, pointers: ReadonlySet<string>): void {
  const known = KEYWORDS[draft];
  const refuse = (message: string): never => {
    throw new Error(pointer === '' ? message : `${pointer}: ${message}`);
  };
  const ignoresOthers = draft === 'draft-07' && '$ref' in schema;
  for (const keyword of ignoresOthers ? ['$ref'] : Object.keys(schema)) {
    if (known.has(keyword) || keyword.startsWith('x-')) continue;
    const meant = closest(keyword, [...known.keys()]);
    refuse(`${keyword} is no keyword of ${draft}${meant ? `; did you mean ${meant}?` : ''}`);
  }
  if (pointer !== '' && '$id' in schema) refuse('$id has no place within a schema: refer by # and a path');
  if (pointer !== '' && '$schema' in schema) refuse('$schema has no place within a schema');
  for (const keyword of NAMED_MEMBERS) {
    const members = schema[keyword];
    if (isSchema(members) && Object.hasOwn(members, '__proto__'))
      refuse('a member __proto__ cannot be checked');
  }
  if (NORMALISE in schema && !(NORMAL_FORMS as readonly unknown[]).includes(schema[NORMALISE])) {
    refuse(`${NORMALISE} is one of ${NORMAL_FORMS.join(', ')}`);
  }
  const stray = '$ref' in schema ? faultOfReference(schema.$ref, draft, pointers) : undefined;
  if (stray !== undefined) refuse(stray);
  for (const keyword of ['const', 'default', 'enum', 'examples']) {
    // An identifier in there is none, but would be taken for one.
    if (JSON.stringify(schema[keyword])?.match(/"\$(id|anchor)":/)) refuse(`${keyword} holds an identifier`);
  }
}

/** Why a reference leads nowhere, or somewhere else than into the schema itself. */
function faultOfReference(
  reference: unknown,
  draft: Draft,
  pointers: ReadonlySet<string>,
): string | undefined {
  if (typeof reference !== 'string') return '$ref is no text';
  if (!reference.startsWith('#')) {
    return `$ref is ${reference}: only what stands in the schema itself can be referred to`;
  }
  // Ajv tells of an anchor that there is none.
  if (draft === '2020-12' && /^#[^/]/.test(reference)) return undefined;
  const pointer = decoded(reference.slice(1));
  const known = pointer !== undefined && pointers.has(pointer);
  return known ? undefined : `$ref is ${reference}, where there is no schema`;
}

function decoded(fragment: string): string | undefined {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return undefined;
  }
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
