/** Counts by model and over all models, and remembers the greatest counts there were. */
export interface Counter {
  add(model: string | null): void;
  subtract(model: string | null): void;
  now(): number;
  greatest(): number;
  byModel(): Record<string, number>;
  greatestByModel(): Record<string, number>;
  /** Forgets what was; the greatest counts start again from the present ones. */
  forget(): void;
}

/** Creates a counter at 0. A null model counts in the sum only. */
export function createCounter(): Counter {
  const counts = new Map<string, number>();
  const greatest = new Map<string, number>();
  let sum = 0;
  let greatestSum = 0;
  return {
    add(model) {
      sum += 1;
      greatestSum = Math.max(greatestSum, sum);
      if (model === null) return;
      const count = (counts.get(model) ?? 0) + 1;
      counts.set(model, count);
      if (count > (greatest.get(model) ?? 0)) greatest.set(model, count);
    },
    subtract(model) {
      sum -= 1;
      if (model !== null) counts.set(model, (counts.get(model) ?? 1) - 1);
    },
    now: () => sum,
    greatest: () => greatestSum,
    byModel: () => Object.fromEntries(counts),
    greatestByModel: () => Object.fromEntries(greatest),
    forget() {
      greatestSum = sum;
      greatest.clear();
      for (const [model, count] of counts) {
        if (count === 0) counts.delete(model);
        else greatest.set(model, count);
      }
    },
  };
}
