import { MOST_BYTES_PER_TOKEN } from '../../shared/catalog/context-blocks.ts';

/** Tokens of a text, as the context's budget counts them. */
export type CountTokens = (text: string) => number;

/** Pieces whose merges are remembered: the ordinary words of a language, at some MB. */
const REMEMBERED_PIECES = 20_000;

let loading: Promise<CountTokens> | undefined;

/**
 * The counter of a process. Its tables take 0.2 s and 76 MB, so they are loaded when a text may first have to be
 * cut. It counts as OpenAI's present models do; other tokenizers make up to a third more of the same text.
 */
export function loadTokenCounter(): Promise<CountTokens> {
  loading ??= load();
  return loading;
}

async function load(): Promise<CountTokens> {
  const { countTokens, setMergeCacheSize } = await import('gpt-tokenizer/encoding/o200k_base');
  setMergeCacheSize(REMEMBERED_PIECES);
  // What looks like a control token is text as any other.
  const options = { disallowedSpecial: new Set<string>() };
  return (text) =>
    Math.max(countTokens(text, options), Math.ceil(Buffer.byteLength(text) / MOST_BYTES_PER_TOKEN));
}
