/** A provider's interface, as its adapter finds it. */
export interface Provider {
  readonly name: string;
  /** Folders of recorded traffic; the first that has an exchange tells it. */
  readonly wire: readonly string[];
  readonly definition: Readonly<Record<string, unknown>>;
  /** Where requests go, with what they authenticate themselves. */
  readonly path: string;
  readonly key: Readonly<Record<string, string>>;
  /** A 429 without Retry-After that says 62 s in the provider's own words. */
  readonly limitHeaders: () => Record<string, string>;
  /** What of the common cases it cannot do. */
  readonly lacks: readonly string[];
}

const OPENAI_LIMITS = () => ({
  'x-ratelimit-remaining-requests': '99',
  'x-ratelimit-reset-requests': '6m0s',
  'x-ratelimit-remaining-tokens': '0',
  'x-ratelimit-reset-tokens': '1m2s',
});
const AZURE_LIMITS = () => ({ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '62' });
const ANTHROPIC_LIMITS = () => ({
  'anthropic-ratelimit-requests-remaining': '99',
  'anthropic-ratelimit-requests-reset': new Date(Date.now() + 300_000).toISOString(),
  'anthropic-ratelimit-input-tokens-remaining': '0',
  'anthropic-ratelimit-input-tokens-reset': new Date(Date.now() + 62_000).toISOString(),
});
const BEARER = { authorization: 'Bearer the-key' };

export const PROVIDERS: readonly Provider[] = [
  {
    name: 'OpenAI, chat completions',
    wire: ['openai-chat'],
    definition: { provider: 'openai', provider_model: 'gpt-5-mini' },
    path: '/v1/chat/completions',
    key: BEARER,
    limitHeaders: OPENAI_LIMITS,
    lacks: [],
  },
  {
    name: 'OpenAI, Responses',
    wire: ['openai-responses'],
    definition: { provider: 'openai', provider_model: 'gpt-5-mini', api: 'responses' },
    path: '/v1/responses',
    key: BEARER,
    limitHeaders: OPENAI_LIMITS,
    lacks: ['stop', 'seed'],
  },
  {
    name: 'Azure, chat completions',
    wire: ['azure-chat', 'openai-chat'],
    definition: { provider: 'azure', provider_model: 'gpt-5-mini', base_url: '/' },
    path: '/openai/deployments/gpt-5-mini/chat/completions?api-version=2024-10-21',
    key: { 'api-key': 'the-key' },
    limitHeaders: AZURE_LIMITS,
    lacks: [],
  },
  {
    name: 'Azure, Responses',
    wire: ['azure-responses', 'openai-responses'],
    definition: { provider: 'azure', provider_model: 'gpt-5-mini', api: 'responses', base_url: '/' },
    path: '/openai/v1/responses',
    key: { 'api-key': 'the-key' },
    limitHeaders: AZURE_LIMITS,
    lacks: ['stop', 'seed'],
  },
  {
    name: 'a compatible server',
    wire: ['compatible', 'openai-chat'],
    definition: { provider: 'openai', provider_model: 'llama3.2:3b', base_url: '/v1' },
    path: '/v1/chat/completions',
    key: BEARER,
    limitHeaders: OPENAI_LIMITS,
    lacks: [],
  },
  {
    name: 'Anthropic',
    wire: ['anthropic'],
    definition: { provider: 'anthropic', provider_model: 'claude-sonnet-5-5' },
    path: '/v1/messages',
    key: BEARER,
    limitHeaders: ANTHROPIC_LIMITS,
    lacks: ['filter', 'temperature', 'top_p', 'seed'],
  },
];
