const maxPrompts = 10_000;

/** Counts calls by prompt, forgetting the oldest prompts beyond ten thousand. Starts from 0. */
export function createPromptCounter(): (prompt: number) => number {
  const counts = new Map<number, number>();
  return (prompt) => {
    const count = counts.get(prompt) ?? 0;
    counts.delete(prompt);
    counts.set(prompt, count + 1);
    const oldest = counts.keys().next();
    if (counts.size > maxPrompts && !oldest.done) counts.delete(oldest.value);
    return count;
  };
}
