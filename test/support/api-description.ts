import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { ApiAnswer } from './api-client.ts';

interface Media {
  readonly schema: Record<string, unknown>;
}

export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: Record<string, unknown>;
  }[];
  readonly requestBody?: { readonly required: boolean; readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, Media>> }>
  >;
}

/** An OpenAPI document, as far as ours goes. */
export interface Description {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

const SCHEMAS = 'https://api.test/schemas';

/** A schema whose references lead to where the components are kept here. */
function relocated<T extends object>(schema: T): T {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', `"${SCHEMAS}#/$defs/`)) as T;
}

/** An API's own description, with what it takes to hold answers against it. */
export class ApiDescription {
  readonly document: Description;
  readonly #ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
  readonly #checks = new Map<string, ValidateFunction>();

  constructor(document: Description) {
    this.document = document;
    addFormats.default(this.#ajv);
    this.#ajv.addSchema({ $id: SCHEMAS, $defs: relocated(document.components.schemas) });
  }

  static async read(url: string): Promise<ApiDescription> {
    return new ApiDescription((await (await fetch(`${url}/openapi.json`)).json()) as Description);
  }

  /** Every operation with its method and path. */
  operations(): { readonly method: string; readonly path: string; readonly operation: Operation }[] {
    return Object.entries(this.document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
    );
  }

  /** Compiles a schema of the document. @throws Error when it is none, or refers to what is not there */
  compile(schema: Record<string, unknown>): ValidateFunction {
    const text = JSON.stringify(schema);
    const known = this.#checks.get(text);
    if (known) return known;
    const check = this.#ajv.compile(relocated(schema));
    this.#checks.set(text, check);
    return check;
  }

  /** How an answer differs from what is written of its status: nothing, or words. */
  differences(method: string, path: string, answer: ApiAnswer<unknown>): string | undefined {
    const operation = this.document.paths[path]?.[method];
    if (!operation) return `${method} ${path} is not described`;
    const problem = answer.status >= 400;
    const response = operation.responses[problem ? 'default' : String(answer.status)];
    if (!response) return `${method} ${path} does not speak of ${answer.status}`;
    const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
    if (!response.content) return answer.body === undefined ? undefined : 'there should be no body';
    const media = response.content[type];
    if (!media) return `${method} ${path} ${answer.status} does not speak of "${type}"`;
    if (type === 'text/event-stream' || type === 'application/jsonl') return undefined;
    const check = this.compile(media.schema);
    return check(answer.body) ? undefined : this.#ajv.errorsText(check.errors);
  }
}
