import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { JsonObject } from '../protocol/json.ts';

const maxSchemas = 200;

/** Tells whether a value satisfies the schema that this check was made for. */
export type CheckInstance = (value: unknown) => boolean;

/**
 * Creates a function that turns schemas into checks and remembers the last ones.
 * The checks' maker throws whatever `ajv` throws for a schema that is none.
 */
export function createCheckMaker(): (schema: JsonObject) => CheckInstance {
  const ajv = new Ajv2020({ strict: false, logger: false });
  formats.default(ajv);
  const known = new Map<string, ValidateFunction>();
  return (schema) => {
    // The dialect is 2020-12 whatever the schema says: OpenAI takes one dialect.
    const { $schema: _, $id: __, ...plain } = schema;
    const text = JSON.stringify(plain);
    const validate = known.get(text) ?? compile(ajv, plain);
    known.delete(text);
    known.set(text, validate);
    const oldest = known.keys().next();
    if (known.size > maxSchemas && !oldest.done) known.delete(oldest.value);
    return (value) => validate(value) === true;
  };
}

function compile(ajv: Ajv2020, schema: JsonObject): ValidateFunction {
  try {
    return ajv.compile(schema);
  } finally {
    // Without this `ajv` itself would keep every schema it ever saw.
    ajv.removeSchema(schema);
  }
}
