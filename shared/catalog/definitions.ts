import { z } from 'zod';
import { NAME_PATTERN, parametersSchema, SENSITIVITIES } from '../contracts/job-request.ts';
import { pricesSchema } from '../cost/price-schema.ts';
import { breakerSchema } from '../resilience/breaker-settings.ts';
import { contextBlocksSchema } from './context-blocks.ts';
import { peopleSettings } from './escalation-settings.ts';
import { guardrailSettings } from './guardrail-settings.ts';
import { parameterBoundsSchema } from './parameter-bounds.ts';
import { redactionSchema } from './redaction-settings.ts';

const name = z.string().regex(NAME_PATTERN);
const schema = z.record(z.string(), z.unknown());

/** What a model is for; a task names the kind it needs. */
export const MODEL_KINDS = ['chat', 'embedding', 'moderation', 'image', 'transcription'] as const;
export type ModelKind = (typeof MODEL_KINDS)[number];

const environmentVariable = z.string().regex(/^[A-Z][A-Z0-9_]*$/);

/** A deployable model: where it is, what it may carry, what it can do, what it costs. */
export const modelSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,61}(-\*)?$/)
    .describe('`name`, or `name-*` for a family whose members share one queue.'),
  kind: z.enum(MODEL_KINDS).default('chat'),
  provider: z.enum(['simulator', 'openai', 'azure', 'anthropic']),
  /** Which of OpenAI's two interfaces a chat model is called by. */
  api: z.enum(['chat_completions', 'responses']).default('chat_completions'),
  /** The provider's own name for it; by default ours. For Azure, the deployment. */
  provider_model: z.string().min(1).optional(),
  /** Name of the environment variable that says it instead; without a value the model is not configured. */
  provider_model_env: environmentVariable.optional(),
  base_url: z.url().optional(),
  /** Name of the environment variable that holds the key. */
  api_key_env: environmentVariable.optional(),
  api_version: z.string().optional(),
  /** Calls at once, across all worker processes. */
  concurrency: z.int().min(1).max(10_000),
  requests_per_minute: z.int().min(1).optional(),
  tokens_per_minute: z.int().min(1).optional(),
  /** Whose it is, and where it is run; for policies to go by. */
  vendor: z.string().min(1).max(64).optional(),
  region: z.string().min(1).max(64).optional(),
  /** What its vendor does with what it is sent: how long that is kept, in days, and whether models are trained on it. */
  terms: z
    .strictObject({ retention_days: z.int().min(0).max(36_500), trains_on_data: z.boolean() })
    .partial()
    .optional(),
  /** The most sensitive jobs it may carry. */
  cleared_for: z.enum(SENSITIVITIES).default('restricted'),
  /** What it can do, for routes to choose by. */
  capabilities: z
    .strictObject({
      /** Input and output together, in tokens. */
      context_tokens: z.int().min(1),
      /** Of one answer; what a provider that must be told is told where nobody says less. */
      max_output_tokens: z.int().min(1),
      json_schema: z.boolean(),
      tools: z.boolean(),
      vision: z.boolean(),
      /** Tells how probable its words were, behind chat completions. */
      logprobs: z.boolean(),
    })
    .partial()
    .default({}),
  /** Parameters that it rejects: refused from callers, left out of what tasks and second tries set. */
  unsupported_parameters: z.array(parametersSchema.keyof()).default([]),
  /** Of one whole call. */
  timeout_seconds: z.number().min(0.1).max(3_600),
  /** Until the first token of a streamed answer, and between two of them. */
  first_token_seconds: z.number().min(0.1).max(3_600).optional(),
  between_tokens_seconds: z.number().min(0.1).max(3_600).optional(),
  retry: z.strictObject({
    attempts: z.int().min(1).max(20),
    base_ms: z.int().min(1),
    max_ms: z.int().min(1),
  }),
  /** When its circuit breaker opens, and for how long, where the defaults do not suit it. */
  breaker: breakerSchema.optional(),
  price: pricesSchema,
});
export type ModelDefinition = z.infer<typeof modelSchema>;

/** How a task speaks to a model: Liquid templates over the task's input. */
export const promptSchema = z.strictObject({
  name,
  /** JSON Schema of what the templates read; without one, whatever the tasks that use it have. */
  variables: schema.optional(),
  system: z.string().optional(),
  user: z.string(),
  /** Parts that are cut where the prompt would be too long; `system` and `user` say where they go. */
  context: contextBlocksSchema.default([]),
  /** The most tokens of all of them; by default what the model's context has left. */
  context_tokens: z.int().min(1).max(10_000_000).optional(),
  /** Conversations that show how to answer, put before the user's part word for word. */
  examples: z.array(z.strictObject({ user: z.string().min(1), assistant: z.string().min(1) })).default([]),
});
export type PromptDefinition = z.infer<typeof promptSchema>;

/** What a union says of an object that is neither would name one of its members only. */
const fallbackSchema = z
  .record(z.string(), z.unknown())
  .refine((fallback) => 'output' in fallback || 'compute' in fallback, 'needs an output, or a compute')
  .pipe(
    z.union([
      z.strictObject({ output: z.json() }),
      // JSONata over the job's input.
      z.strictObject({ compute: z.string().min(1).max(4_000) }),
    ]),
  );

/** A kind of AI work. */
export const taskSchema = z
  .strictObject({
    name,
    description: z.string(),
    /** The kind of its models. What a job of another kind than chat takes and gives stands in `kind-contracts`. */
    kind: z.enum(MODEL_KINDS).default('chat'),
    /** The route that picks the model; or … */
    route: name.optional(),
    /** … models in their order: a job gets the first that may carry it, and the next when that one fails. */
    models: z.array(name).min(1).optional(),
    /** Only for chat, which needs one. */
    prompt: name.optional(),
    /** Needed for chat; where the kind says what the input is, what it must be beyond that. */
    input_schema: schema.optional(),
    /** Whether both schemas check what `format` says; JSON Schema has it tell of a value and no more. */
    check_formats: z.boolean().default(false),
    /** Only for chat; without one the output is text. */
    output_schema: schema.optional(),
    /** Stream output deltas; only for text. */
    stream: z.boolean().default(false),
    parameters: parametersSchema.default({}),
    parameter_bounds: parameterBoundsSchema.default({}),
    /** Answer equal requests of a tenant without asking again, for this long. */
    cache: z.strictObject({ ttl_seconds: z.int().min(1).max(2_592_000) }).optional(),
    /** The answer for when no model has one to give: all are out, or all have failed. */
    fallback: fallbackSchema.optional(),
    /** The policy that decides on its jobs. */
    policy: name.default('default'),
    ...peopleSettings,
    /** What is checked in inputs, context and outputs; on top of what always is. */
    guardrails: guardrailSettings.optional(),
    /** What its models may not see, beyond what policy says. */
    redaction: redactionSchema.optional(),
    /** The most that all calls of a job may cost, in micro-USD: answers are cut to what is left of it. */
    max_cost_micro_usd: z.int().min(1).optional(),
    /** Model calls an output that does not match its schema may cost in all. */
    max_output_attempts: z.int().min(1).max(5).default(2),
  })
  .refine(({ route, models }) => (route === undefined) !== (models === undefined), {
    path: ['models'],
    message: 'a task names its models or a route, one of both',
  });
export type TaskDefinition = z.infer<typeof taskSchema>;
