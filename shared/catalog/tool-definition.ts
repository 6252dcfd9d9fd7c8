import { z } from 'zod';
import { NAME_PATTERN, SENSITIVITIES } from '../contracts/job-request.ts';

const name = z.string().regex(NAME_PATTERN);
const schema = z.record(z.string(), z.unknown());
const expression = z.string().min(1).max(4_000);
const environmentVariable = z.string().regex(/^[A-Z][A-Z0-9_]*$/);

/** How a tool's server is told who asks. Secrets are named, never written down. */
const authSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('bearer'), secret_env: environmentVariable }),
  z.strictObject({ type: z.literal('basic'), username: z.string().min(1), secret_env: environmentVariable }),
  z.strictObject({
    type: z.literal('header'),
    header: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/),
    secret_env: environmentVariable,
  }),
]);

const httpSchema = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  /** `{name}` in its path stands for the argument of that name. */
  url: z.string().min(1).max(2_000),
  /** Arguments that go into the query. The rest goes into a JSON body, or into the query too where there is none. */
  query: z.array(z.string().min(1)).max(100).default([]),
  auth: authSchema.optional(),
});

const mcpSchema = z.strictObject({
  /** Of the server's streamable HTTP endpoint. */
  url: z.url({ protocol: /^https?$/ }),
  /** The server's own name for the tool; by default ours. */
  tool: z.string().min(1).max(128).optional(),
  auth: authSchema.optional(),
});

/** Something that models and workflows may have done. */
export const toolSchema = z
  .strictObject({
    name,
    /** For the model: what it does, and when to use it. */
    description: z.string().min(1).max(4_000),
    /** Of the arguments, which are an object. */
    input_schema: schema,
    /** Of the result, before `transform`; without one it may be any JSON, or text. */
    output_schema: schema.optional(),
    /** What a call changes, and whether it may be repeated: an `idempotent_write` takes an `Idempotency-Key`. */
    effect: z.enum(['read', 'idempotent_write', 'write']),
    /** For policies, and whoever approves; what writes must say it. */
    risk: z.enum(['low', 'medium', 'high']).optional(),
    http: httpSchema.optional(),
    mcp: mcpSchema.optional(),
    timeout_seconds: z.number().min(0.1).max(600).default(30),
    /** A longer result is an error, not cut: half a document is another one. */
    max_result_bytes: z.int().min(1).max(4_194_304).default(65_536),
    /** JSONata over the result; what it gives is what the model sees. */
    transform: expression.optional(),
    /** Calls at once, and begun in a minute, over all workers. */
    concurrency: z.int().min(1).max(10_000).default(50),
    requests_per_minute: z.int().min(1).optional(),
    /** The most sensitive jobs whose content it may be given. */
    cleared_for: z.enum(SENSITIVITIES).default('restricted'),
    /** The tool that takes back what this one did, and its arguments: JSONata over `{arguments, result}`. */
    undo: z.strictObject({ tool: name, arguments: expression }).optional(),
  })
  .refine(({ http, mcp }) => (http === undefined) !== (mcp === undefined), {
    path: ['http'],
    message: 'a tool is reached by http or mcp, one of both',
  })
  .refine(({ effect, risk }) => effect === 'read' || risk !== undefined, {
    path: ['risk'],
    message: 'a tool that writes says its risk',
  });
export type ToolDefinition = z.infer<typeof toolSchema>;
