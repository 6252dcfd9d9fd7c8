/** Numbers in their order, in memory that grows as they come. */
export class GrowingList {
  #held = new Uint32Array(1_024);
  #length = 0;

  add(value: number): void {
    if (this.#length === this.#held.length) {
      const more = new Uint32Array(2 * this.#length);
      more.set(this.#held);
      this.#held = more;
    }
    this.#held[this.#length++] = value;
  }

  values(): Uint32Array {
    return this.#held.slice(0, this.#length);
  }
}
