import { z } from 'zod';
import { SCOPES } from '../../shared/contracts/scopes.ts';
import { problemSchema } from '../http/problem.ts';
import type { Answer, AnyRoute } from '../http/route.ts';

type Json = Record<string, unknown>;

/** Turns zod schemas into JSON Schema, collecting the named ones as components. */
class Components {
  readonly schemas: Json = {};

  refer(schema: z.ZodType, io: 'input' | 'output'): Json {
    const {
      $schema: _dialect,
      $defs,
      ...json
    } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
    Object.assign(this.schemas, this.#rewrite($defs ?? {}));
    const { id, ...rest } = json;
    const body = this.#rewrite(rest) as Json;
    if (typeof id !== 'string') return body;
    this.schemas[id] = body;
    return { $ref: `#/components/schemas/${id}` };
  }

  #rewrite(node: unknown): unknown {
    if (Array.isArray(node)) return node.map((item) => this.#rewrite(item));
    if (typeof node !== 'object' || node === null) return node;
    const entries = Object.entries(node).map(([key, value]) =>
      key === '$ref' && typeof value === 'string'
        ? [key, value.replace('#/$defs/', '#/components/schemas/')]
        : [key, this.#rewrite(value)],
    );
    return Object.fromEntries(entries);
  }
}

/** The OpenAPI 3.1 description of the routes, from the same schemas that validate. */
export function describeApi(routes: readonly AnyRoute[]): Json {
  const components = new Components();
  const problem = components.refer(problemSchema, 'output');
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route, components, problem) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'AI execution layer',
      version: '1.0.0',
      description: 'One governed layer through which applications run AI work.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    security: [{ apiKey: [] }],
    paths,
    components: {
      schemas: components.schemas,
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer', description: 'An API key.' } },
    },
  };
}

/** `post` and `/v1/jobs/:id/cancel` make `postJobsIdCancel`. */
function operationId({ method, path }: AnyRoute): string {
  const words = path.replace(/^\/v1/, '').split(/\W+/).filter(Boolean);
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function operation(route: AnyRoute, components: Components, problem: Json): Json {
  const answers = Object.entries(route.answers).map(([status, answer]) => [
    status,
    answerOf(answer, components),
  ]);
  return {
    operationId: operationId(route),
    tags: [route.tag],
    summary: route.summary,
    description: `Needs the scope \`${route.scope}\`: ${SCOPES[route.scope]}.`,
    parameters: parameters(route, components),
    ...(route.body && {
      requestBody: {
        required: !route.bodyOptional,
        content: { 'application/json': { schema: components.refer(route.body, 'input') } },
      },
    }),
    responses: {
      ...Object.fromEntries(answers),
      default: { description: 'A problem', content: { 'application/problem+json': { schema: problem } } },
    },
  };
}

function answerOf(answer: Answer, components: Components): Json {
  if (!answer.schema && !answer.contentType) return { description: answer.description };
  const schema = answer.schema ? components.refer(answer.schema, 'output') : { type: 'string' };
  return {
    description: answer.description,
    content: { [answer.contentType ?? 'application/json']: { schema } },
  };
}

function parameters(route: AnyRoute, components: Components): Json[] {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inHeader = Object.entries(route.headers ?? {}).map(([name, description]) => ({
    name,
    in: 'header',
    required: description.startsWith('Required.'),
    description,
    schema: { type: 'string' },
  }));
  const query = route.query ? components.refer(route.query, 'input') : {};
  const required = Array.isArray(query.required) ? query.required : [];
  const inQuery = Object.entries((query.properties ?? {}) as Record<string, Json>).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(typeof schema.description === 'string' && { description: schema.description }),
    schema,
  }));
  return [...inPath, ...inHeader, ...inQuery];
}
