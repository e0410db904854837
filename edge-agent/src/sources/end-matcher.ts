/** Finds a fixed sequence of bytes in a stream, however it is cut. Holds as many bytes as the sequence has. */
export class EndMatcher {
  readonly #sequence: Uint8Array;
  readonly #last: number[] = [];

  constructor(sequence: Uint8Array) {
    this.#sequence = sequence;
  }

  /** Takes the next byte: whether the stream now ends with the sequence. */
  endsWith(byte: number): boolean {
    this.#last.push(byte);
    if (this.#last.length > this.#sequence.length) this.#last.shift();
    return (
      this.#last.length === this.#sequence.length &&
      this.#last.every((value, i) => value === this.#sequence[i])
    );
  }
}
