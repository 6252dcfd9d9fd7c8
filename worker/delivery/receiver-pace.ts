/** How much a request's duration moves the mean. */
const WEIGHT = 0.3;

/** One receiver as this process sees it: what it is sent now, and how fast it answers. Times in ms. */
export class ReceiverPace {
  /** When each request in flight began, oldest first. */
  readonly #inFlight = new Set<{ readonly at: number }>();
  #meanMs: number | undefined;

  get inFlight(): number {
    return this.#inFlight.size;
  }

  /** Whether any request to it has ever ended. */
  get known(): boolean {
    return this.#meanMs !== undefined;
  }

  /** How long a request takes: the mean of late, or what the oldest one in flight has taken already. */
  msPerRequest(now: number): number {
    const [oldest] = this.#inFlight;
    return Math.max(this.#meanMs ?? 0, oldest ? now - oldest.at : 0);
  }

  /** Notes that a request begins; call the result when it has ended. */
  begin(at: number): (now: number) => void {
    const request = { at };
    this.#inFlight.add(request);
    return (now) => {
      this.#inFlight.delete(request);
      const took = now - at;
      this.#meanMs = this.#meanMs === undefined ? took : this.#meanMs + WEIGHT * (took - this.#meanMs);
    };
  }
}
