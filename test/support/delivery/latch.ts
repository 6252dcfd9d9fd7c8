/** Collects signals and lets tests wait for them; what has already come counts. */
export class Latch<T> {
  readonly #seen: T[] = [];
  readonly #watchers = new Set<() => void>();

  signal(value: T): void {
    this.#seen.push(value);
    for (const watcher of [...this.#watchers]) watcher();
  }

  /** Resolves with the first `count` matching signals. */
  async waitFor(count: number, matches: (value: T) => boolean = () => true): Promise<T[]> {
    const found = () => this.#seen.filter(matches).slice(0, count);
    const { promise, resolve } = Promise.withResolvers<T[]>();
    const watcher = () => {
      if (found().length < count) return;
      this.#watchers.delete(watcher);
      resolve(found());
    };
    this.#watchers.add(watcher);
    watcher();
    return promise;
  }
}
