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
 * the rest goes to the blocks in the order of their priority.
 */
export function fitBlocks(blocks: readonly ContextBlock[], budget: number, count: CountTokens): FittedBlocks {
  const sizes = blocks.map(({ text }) => measure(text, budget, count));
  const allotted = allot(blocks, sizes, budget);
  const fitted = blocks.map(({ name, text }, i) => {
    const [had = 0, most = 0] = [sizes[i], allotted[i]];
    return { name, had, text: had <= most ? text : trim(text, most, count) };
  });
  return {
    texts: new Map(fitted.map(({ name, text }) => [name, text])),
    cuts: fitted
      .filter(({ text }, i) => text !== blocks[i]?.text)
      .map(({ name, had, text }) => ({ name, had, kept: measure(text, budget, count) })),
  };
}

function allot(blocks: readonly ContextBlock[], sizes: readonly number[], budget: number): number[] {
  const allotted = blocks.map(({ share = 0 }, i) =>
    Math.min(sizes[i] ?? 0, Math.floor((budget * share) / WHOLE)),
  );
  let left = budget - allotted.reduce((a, b) => a + b, 0);
  const byPriority = blocks
    .map(({ priority }, i) => ({ priority, i }))
    .sort((a, b) => b.priority - a.priority);
  for (const { i } of byPriority) {
    const more = Math.min((sizes[i] ?? 0) - (allotted[i] ?? 0), left);
    allotted[i] = (allotted[i] ?? 0) + more;
    left -= more;
  }
  return allotted;
}
