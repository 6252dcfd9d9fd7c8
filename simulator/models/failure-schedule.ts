import { createRandom, type Random } from '../random.ts';

const blockLength = 100;

/**
 * Decides which calls of a flaky model fail: of every hundred calls in a row exactly `percent`,
 * in an order that depends on the seed alone.
 */
export function createFailureSchedule(percent: number, seed: number): () => boolean {
  const random = createRandom(seed);
  let block: boolean[] = [];
  return () => {
    if (block.length === 0) block = shuffle(failuresFirst(percent), random);
    return block.pop() ?? false;
  };
}

function failuresFirst(percent: number): boolean[] {
  return Array.from({ length: blockLength }, (_, index) => index < percent);
}

function shuffle(items: boolean[], random: Random): boolean[] {
  for (let index = items.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    const kept = items[index] ?? false;
    items[index] = items[other] ?? false;
    items[other] = kept;
  }
  return items;
}
