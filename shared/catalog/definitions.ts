import { z } from 'zod';
import { NAME_PATTERN, parametersSchema } from '../contracts/job-request.ts';

const name = z.string().regex(NAME_PATTERN);
const version = z.int().min(1);
const microUsd = z.int().min(0);
const schema = z.record(z.string(), z.unknown());

/** A deployable model: where it is, what it may carry, what it costs. */
export const modelSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,61}(-\*)?$/)
    .describe('`name`, or `name-*` for a family whose members share one queue.'),
  version,
  provider: z.enum(['simulator', 'openai', 'azure']),
  /** The provider's own name for it; by default ours. For Azure, the deployment. */
  provider_model: z.string().min(1).optional(),
  /** Name of the environment variable that says it instead; without a value the model is not configured. */
  provider_model_env: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/)
    .optional(),
  base_url: z.url().optional(),
  /** Name of the environment variable that holds the key. */
  api_key_env: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/)
    .optional(),
  api_version: z.string().optional(),
  /** Calls at once, across all worker processes. */
  concurrency: z.int().min(1).max(10_000),
  requests_per_minute: z.int().min(1).optional(),
  /** Parameters that it rejects: refused from callers, left out of what tasks and second tries set. */
  unsupported_parameters: z.array(parametersSchema.keyof()).default([]),
  timeout_seconds: z.number().min(0.1).max(3_600),
  retry: z.strictObject({
    attempts: z.int().min(1).max(20),
    base_ms: z.int().min(1),
    max_ms: z.int().min(1),
  }),
  /** Micro-USD per million tokens. */
  price: z.strictObject({ input: microUsd, output: microUsd, cached_input: microUsd.optional() }),
});
export type ModelDefinition = z.infer<typeof modelSchema>;

/** How a task speaks to a model: Liquid templates over the task's input. */
export const promptSchema = z.strictObject({
  name,
  version,
  system: z.string().optional(),
  user: z.string(),
});
export type PromptDefinition = z.infer<typeof promptSchema>;

/** A kind of AI work. */
export const taskSchema = z.strictObject({
  name,
  version,
  description: z.string(),
  /** Candidates in order; a job gets the first that is configured. */
  models: z.array(name).min(1),
  prompt: name,
  input_schema: schema,
  /** Without one the output is text. */
  output_schema: schema.optional(),
  /** Stream output deltas; only for text. */
  stream: z.boolean().default(false),
  parameters: parametersSchema.default({}),
  /** Model calls an output that does not match its schema may cost in all. */
  max_output_attempts: z.int().min(1).max(5).default(2),
});
export type TaskDefinition = z.infer<typeof taskSchema>;
