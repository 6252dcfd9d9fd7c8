import type { ContextBlock } from '../../shared/catalog/context-blocks.ts';
import type { CountTokens } from './count-tokens.ts';
import { measure, trim } from './trim-text.ts';

const WHOLE = 100;

/** A block that did not fit, in tokens. */
export interface Cut {
  readonly name: string;
  /** Infinite where there are more than the budget has. */
  readonly had: number;
  /** None for a block that was dropped. */
  readonly kept: number;
}

/** What is left of blocks, by name, and which of them were cut. */
export interface FittedBlocks {
  readonly texts: ReadonlyMap<string, string>;
  readonly cuts: readonly Cut[];
}

/**
 * Cuts blocks so that all together keep to a budget of tokens. Each is sure of its share, as far as it needs that;
 * the rest goes to the blocks in the order of their priority, and so does what the cut of one before has left over.
 */
export function fitBlocks(blocks: readonly ContextBlock[], budget: number, count: CountTokens): FittedBlocks {
  const tokens = (text: string) => measure(text, budget, count);
  const sized = blocks.map((block) => {
    const had = tokens(block.text);
    return { ...block, had, sure: Math.min(had, Math.floor((budget * (block.share ?? 0)) / WHOLE)) };
  });
  let left = budget - sized.reduce((sum, { sure }) => sum + sure, 0);
  const texts = new Map(blocks.map(({ name, text }) => [name, text]));
  const kept = new Map<string, number>();
  for (const { name, text, had, sure } of sized.toSorted((a, b) => b.priority - a.priority)) {
    const most = sure + left;
    const fits = had <= most;
    const fitted = fits ? text : trim(text, most, count);
    const size = fits ? had : tokens(fitted);
    left = most - size;
    texts.set(name, fitted);
    kept.set(name, size);
  }
  return {
    texts,
    cuts: sized
      .filter(({ name, text }) => texts.get(name) !== text)
      .map(({ name, had }) => ({ name, had, kept: kept.get(name) ?? 0 })),
  };
}
