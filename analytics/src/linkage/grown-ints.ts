/** Whole numbers that come one by one, kept at four bytes each. */
export class GrownInts {
  #values = new Int32Array(1024);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Int32Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  get length(): number {
    return this.#length;
  }

  /** A view of what is there. */
  values(): Int32Array {
    return this.#values.subarray(0, this.#length);
  }
}
