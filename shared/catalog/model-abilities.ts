import { type Parameters, parametersSchema } from '../contracts/job-request.ts';
import type { ModelDefinition, ModelKind } from './definitions.ts';

type Provider = ModelDefinition['provider'];
type Parameter = keyof Parameters;
/** What an interface takes: a parameter that is absent not at all, one with a list these of its values. */
type Taken = Readonly<Partial<Record<Parameter, 'any' | readonly string[]>>>;

/** A parameter that a model does not take with the value it has. */
export interface Unsupported {
  readonly name: Parameter;
  /** The values it could have instead; none where the model does not take the parameter at all. */
  readonly values: readonly string[];
}

const PARAMETERS = parametersSchema.keyof().options;

const KINDS: Readonly<Record<Provider, readonly ModelKind[]>> = {
  openai: ['chat', 'embedding', 'moderation', 'image', 'transcription'],
  azure: ['chat', 'embedding', 'image', 'transcription'],
  anthropic: ['chat'],
  simulator: ['chat', 'embedding', 'moderation', 'image', 'transcription'],
};

const CHAT_COMPLETIONS: Taken = {
  temperature: 'any',
  top_p: 'any',
  max_output_tokens: 'any',
  stop: 'any',
  seed: 'any',
  reasoning_effort: 'any',
};

const RESPONSES: Taken = {
  temperature: 'any',
  top_p: 'any',
  max_output_tokens: 'any',
  reasoning_effort: 'any',
};

const ANTHROPIC_MESSAGES: Taken = {
  max_output_tokens: 'any',
  stop: 'any',
  reasoning_effort: ['low', 'medium', 'high', 'xhigh'],
};

/** Whether a provider has models of a kind at all. */
export function offersKind({ provider, kind }: Pick<ModelDefinition, 'provider' | 'kind'>): boolean {
  return KINDS[provider].includes(kind);
}

/** The given parameters without those that a model does not take. */
export function supportedOf(definition: ModelDefinition, parameters: Parameters): Parameters {
  const taken = { ...parameters };
  for (const { name } of unsupportedBy(definition, parameters)) delete taken[name];
  return taken;
}

/** Those of the given parameters that a model does not take, be it for its interface or by its own definition. */
export function unsupportedBy(definition: ModelDefinition, parameters: Parameters): Unsupported[] {
  const taken = takenBy(definition);
  const unsupported: Unsupported[] = [];
  for (const name of PARAMETERS) {
    const value = parameters[name];
    if (value === undefined) continue;
    const values = definition.unsupported_parameters.includes(name) ? [] : (taken[name] ?? []);
    if (values !== 'any' && !values.some((one) => one === value)) unsupported.push({ name, values });
  }
  return unsupported;
}

function takenBy({ provider, kind, api }: ModelDefinition): Taken {
  if (kind !== 'chat') return {};
  if (provider === 'anthropic') return ANTHROPIC_MESSAGES;
  return api === 'responses' ? RESPONSES : CHAT_COMPLETIONS;
}
