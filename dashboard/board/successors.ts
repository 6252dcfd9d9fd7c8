const MOST = 10_000;

/**
 * Which hop carries on for one that was redriven, for the pages that still show the old one. It is a
 * convenience: only this process remembers, and only the latest.
 */
export class Successors {
  readonly #next = new Map<string, string>();

  remember(hop: string, next: string): void {
    // A hop is only ever followed by a later one, so that no chain comes back to where it began.
    if (hop === next) return;
    this.#next.set(hop, next);
    const [oldest] = this.#next.keys();
    if (this.#next.size > MOST && oldest !== undefined) this.#next.delete(oldest);
  }

  of(hop: string): string | undefined {
    return this.#next.get(hop);
  }
}
