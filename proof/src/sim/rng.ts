/**
 * Seeded chance that can be split: `fork` gives a stream of its own for each part of the model, named, so
 * that one part drawing more often never shifts what another part draws.
 *
 * sfc32 (Doty-Humphrey, PractRand), seeded from a 128-bit FNV-like mix of the name.
 */
export class Rng {
  readonly #name: string;
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(name: string) {
    this.#name = name;
    this.#a = mix(name, 0x9e3779b9);
    this.#b = mix(name, 0x243f6a88);
    this.#c = mix(name, 0xb7e15162);
    for (let i = 0; i < 12; i++) this.next();
  }

  /** The same stream for the same name, however much was drawn here. */
  fork(name: string): Rng {
    return new Rng(`${this.#name}/${name}`);
  }

  /** In [0, 1). */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  }

  /** Both ends included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  between(from: number, to: number): number {
    return from + this.next() * (to - from);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    const at = this.int(0, list.length - 1);
    const item = list[at];
    if (item === undefined && at >= list.length) throw new RangeError('nothing to pick from');
    return item as T;
  }

  /** A waiting time with this mean, as between events that know nothing of each other. */
  wait(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  uuid(): string {
    const digits = Array.from({ length: 32 }, () => this.int(0, 15).toString(16));
    digits[12] = '4';
    digits[16] = this.pick(['8', '9', 'a', 'b']);
    const hex = digits.join('');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }
}

/** FNV-1a over the name, finished by murmur3's mixer: names that differ in one letter share nothing. */
function mix(name: string, start: number): number {
  let hash = start;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
