import type { OtherKind } from '../catalog/kind-contracts.ts';
import type { Parameters } from '../contracts/job-request.ts';
import type { Units } from '../cost/price.ts';
import { workloadOf } from '../cost/workload.ts';
import type { COMPLEXITIES } from './route.ts';

export type Complexity = (typeof COMPLEXITIES)[number];

/** What a job needs of a model, estimated before it is called. */
export interface Need extends Units {
  readonly inputTokens: number;
  /** The most that it may answer. */
  readonly outputTokens: number;
  /** What must fit into the model's context at once, in tokens. */
  readonly contextTokens: number;
  readonly jsonSchema: boolean;
  readonly tools: boolean;
  readonly vision: boolean;
  readonly complexity: Complexity;
}

/** What is known of a job. */
export interface NeedFacts {
  /** Everything that the model is to read. */
  readonly text: string;
  readonly parameters: Parameters;
  readonly outputSchema?: Readonly<Record<string, unknown>>;
  readonly tools?: boolean;
  readonly vision?: boolean;
}

/** Tokenisers make about one token of four bytes of English; other scripts have more bytes a character. */
const BYTES_PER_TOKEN = 4;
/** What an answer is taken to need where nobody set a limit. */
const DEFAULT_OUTPUT_TOKENS = 1_024;

/** Estimates a job's need. It reads sizes and parameters only, so it knows nothing of how hard a question is. */
export function estimateNeed({ text, parameters, outputSchema, tools, vision }: NeedFacts): Need {
  const inputTokens = tokensOf(text);
  const outputTokens = parameters.max_output_tokens ?? DEFAULT_OUTPUT_TOKENS;
  const points =
    (inputTokens > 500 ? 1 : 0) +
    (inputTokens > 4_000 ? 1 : 0) +
    (outputTokens > 2_000 ? 1 : 0) +
    (outputSchema && countProperties(outputSchema) > 8 ? 1 : 0) +
    (tools ? 1 : 0) +
    EFFORT_POINTS[parameters.reasoning_effort ?? 'none'];
  return {
    inputTokens,
    outputTokens,
    contextTokens: inputTokens + outputTokens,
    jsonSchema: outputSchema !== undefined,
    tools: tools ?? false,
    vision: vision ?? false,
    complexity: points === 0 ? 'low' : points === 1 ? 'medium' : 'high',
  };
}

/** Models of today make so many tokens of a second of speech, and of its words. */
const TOKENS_PER_SECOND = { heard: 10, written: 5 };
/** What a picture takes of models that are billed by tokens, where it is large and good. */
const TOKENS_PER_IMAGE = 4_200;

/** Estimates the need of a job whose model does not chat. @param input one that was checked */
export function estimateNeedOf(kind: OtherKind, input: unknown): Need {
  const { texts, images, seconds } = workloadOf(kind, input);
  const lengths = texts.map(tokensOf);
  return {
    inputTokens: lengths.reduce((sum, length) => sum + length, TOKENS_PER_SECOND.heard * seconds),
    outputTokens: TOKENS_PER_IMAGE * images + TOKENS_PER_SECOND.written * seconds,
    // Each text is read by itself. How long the audio is, nobody knows before it is heard.
    contextTokens: Math.max(0, ...lengths),
    ...{ images, seconds },
    ...{ jsonSchema: false, tools: false, vision: false, complexity: 'low' },
  };
}

function tokensOf(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN);
}

/** Whoever asks for thinking says that it is needed. */
const EFFORT_POINTS: Record<NonNullable<Parameters['reasoning_effort']>, number> = {
  none: 0,
  minimal: 0,
  low: 0,
  medium: 1,
  high: 2,
  xhigh: 2,
};

/** Properties of a schema, those of its parts among them. */
function countProperties(schema: unknown): number {
  if (typeof schema !== 'object' || schema === null) return 0;
  const properties: unknown = Reflect.get(schema, 'properties');
  const own = typeof properties === 'object' && properties !== null ? Object.keys(properties).length : 0;
  return Object.values(schema).reduce((sum: number, part) => sum + countProperties(part), own);
}
