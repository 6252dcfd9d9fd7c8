import { Ajv } from 'ajv';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { messageOf } from '../errors/app-error.ts';
import { linearPatterns } from '../patterns/linear-patterns.ts';
import { boundSteps, type Steps } from './bounded-steps.ts';
import { type CheckedSchema, checkSchema } from './check-schema.ts';
import { DefinitionError } from './fault.ts';
import { isBase64 } from './is-base64.ts';
import { VISIBILITIES, VISIBILITY } from './model-view.ts';
import { multipleOf } from './multiple-of.ts';
import { spelledOut } from './spelled-out.ts';
import { uniqueItems } from './unique-items.ts';

/** Why a value does not match: a JSON pointer and words, for each fault. */
export interface SchemaFault {
  readonly path: string;
  readonly message: string;
}

/** Checks a value; an empty list means that it matches. At most 20 faults are named. */
export type SchemaCheck = (value: unknown) => SchemaFault[];

const MOST_FAULTS = 20;

function describe({ instancePath, message, keyword, params }: ErrorObject): SchemaFault {
  const detail =
    keyword === 'additionalProperties'
      ? `: ${String(params.additionalProperty)}`
      : keyword === 'enum'
        ? `: ${(params.allowedValues as unknown[]).map(String).join(', ')}`
        : params.format === 'base64'
          ? ': whole groups of four letters, the last filled up with ='
          : '';
  return { path: instancePath, message: `${message ?? keyword}${detail}` };
}

/** Values that a schema is tried on when it is compiled: what it throws for these, it would throw for callers. */
const TRIALS: readonly unknown[] = [{}, [], '', 0, null];

/**
 * Compiles a JSON Schema of 2020-12, or of draft-07 where its `$schema` says so.
 * @param path where the schema stands in its definition
 * @param checksFormats whether `format` is checked; JSON Schema has it tell of a value and no more
 * @throws DefinitionError naming the path and the schema's fault
 */
export function compileSchema(
  schema: Record<string, unknown>,
  path = '',
  checksFormats = false,
): SchemaCheck {
  try {
    const checked = checkSchema(schema);
    return compile(spelledOut(schema), checked, checksFormats);
  } catch (error) {
    throw new DefinitionError(path, messageOf(error));
  }
}

function compile(
  schema: Record<string, unknown>,
  { draft, parts }: CheckedSchema,
  checksFormats: boolean,
): SchemaCheck {
  // What Ajv's own strictness refuses is JSON Schema; what is none is refused before.
  const options = {
    ...{ allErrors: false, strict: false, ownProperties: true, validateFormats: checksFormats },
    code: { regExp: linearPatterns },
    formats: { base64: isBase64 },
    // What it would warn of is refused, or right.
    logger: false as const,
  };
  const ajv = draft === 'draft-07' ? new Ajv(options) : new Ajv2020(options);
  // Ajv would try every alternative of `anyOf`, also after one has matched, to know what those evaluate.
  ajv.opts.unevaluated = JSON.stringify(schema).includes('"unevaluated');
  addFormats.default(ajv);
  // It is no format of JSON Schema, and backtracks; `uri` is one.
  delete ajv.formats.url;
  if (checksFormats) for (const { format } of parts) requireFormat(ajv, format);
  const steps = boundSteps(ajv);
  ajv.addKeyword({ keyword: VISIBILITY, schemaType: 'string', metaSchema: { enum: VISIBILITIES } });
  ajv.removeKeyword('uniqueItems').addKeyword(uniqueItems(steps.read));
  ajv.removeKeyword('multipleOf').addKeyword(multipleOf);
  const validate = ajv.compile(schema);
  for (const value of TRIALS) {
    steps.begin();
    validate(value);
  }
  return (value) => faultsOf(validate, steps, value);
}

function requireFormat(ajv: Ajv, format: unknown): void {
  if (format === undefined || (typeof format === 'string' && Object.hasOwn(ajv.formats, format))) return;
  throw new Error(`the format ${format} is not known; there are ${Object.keys(ajv.formats).join(', ')}`);
}

/** A value that a schema cannot come to an end with does not match it. */
function faultsOf(validate: ValidateFunction, steps: Steps, value: unknown): SchemaFault[] {
  try {
    steps.begin();
    return validate(value) ? [] : (validate.errors ?? []).slice(0, MOST_FAULTS).map(describe);
  } catch (error) {
    return [{ path: '', message: `cannot be checked: ${messageOf(error)}` }];
  }
}
