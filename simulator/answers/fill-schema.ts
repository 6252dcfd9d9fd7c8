import { invalidRequest } from '../http/api-error.ts';
import type { JsonObject } from '../protocol/json.ts';
import { UnfillableSchema } from '../schema/context.ts';
import type { MakeInstance } from '../schema/make-instance.ts';

/** A schema from a request, with what its error must name. */
export interface SchemaRequest {
  readonly schema: JsonObject;
  readonly text: string;
  readonly seed: number;
  readonly param: string;
  readonly code: string;
}

/** An instance of a schema that a request brought. Errors: `ApiError` 400 when it is no use. */
export function fillSchema(makeInstance: MakeInstance, request: SchemaRequest): unknown {
  try {
    return makeInstance(request.schema, request.text, request.seed);
  } catch (error) {
    if (!(error instanceof UnfillableSchema)) throw error;
    throw invalidRequest(
      `Invalid schema for '${request.param}': ${error.message}.`,
      request.param,
      request.code,
    );
  }
}
