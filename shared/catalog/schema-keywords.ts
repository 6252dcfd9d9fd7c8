/** What the value of a keyword is: a schema, a list or map of schemas, or no schema at all. */
type Holds = 'schema' | 'schemas' | 'map' | 'schema_or_schemas' | 'map_of_schemas_or_names' | 'value';

/** Drafts of JSON Schema that definitions can be written in. */
export type Draft = '2020-12' | 'draft-07';

const keywords = (holds: Holds, names: string): [string, Holds][] =>
  names.split(' ').map((name) => [name, holds]);

const COMMON: readonly [string, Holds][] = [
  ...keywords('schema', 'additionalProperties contains else if not propertyNames then'),
  ...keywords('schemas', 'allOf anyOf oneOf'),
  ...keywords('map', '$defs definitions patternProperties properties'),
  ...keywords(
    'value',
    '$schema $id $ref $comment title description default examples readOnly writeOnly deprecated',
  ),
  ...keywords('value', 'type enum const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum'),
  ...keywords(
    'value',
    'maxLength minLength pattern maxItems minItems uniqueItems maxProperties minProperties',
  ),
  ...keywords('value', 'required format contentEncoding contentMediaType'),
];

/** The keywords of each draft. What stands under another name says nothing there. */
export const KEYWORDS: Readonly<Record<Draft, ReadonlyMap<string, Holds>>> = {
  '2020-12': new Map([
    ...COMMON,
    ...keywords('schema', 'items unevaluatedItems unevaluatedProperties contentSchema'),
    ...keywords('schemas', 'prefixItems'),
    ...keywords('map', 'dependentSchemas'),
    ...keywords('value', '$anchor dependentRequired maxContains minContains'),
  ]),
  'draft-07': new Map([
    ...COMMON,
    ...keywords('schema', 'additionalItems'),
    ...keywords('schema_or_schemas', 'items'),
    ...keywords('map_of_schemas_or_names', 'dependencies'),
  ]),
};

const DRAFTS: Readonly<Record<string, Draft>> = {
  'https://json-schema.org/draft/2020-12/schema': '2020-12',
  'http://json-schema.org/draft-07/schema': 'draft-07',
};

/** The draft that a schema names, 2020-12 where it names none; undefined for any other. */
export function draftOf({ $schema }: Readonly<Record<string, unknown>>): Draft | undefined {
  if ($schema === undefined) return '2020-12';
  return typeof $schema === 'string' ? DRAFTS[$schema.replace(/#$/, '')] : undefined;
}
