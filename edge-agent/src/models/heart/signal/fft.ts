/** Fast Fourier transform of one length, a power of two (Cooley and Tukey, Math Comput 1965;19:297-301). */
export class Fft {
  readonly length: number;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;
  readonly #swap: Uint32Array;

  constructor(length: number) {
    const bits = Math.log2(length);
    if (!Number.isInteger(bits)) throw new RangeError('an FFT has a power of two of points');
    this.length = length;
    this.#cos = Float64Array.from({ length: length / 2 }, (_, i) => Math.cos((2 * Math.PI * i) / length));
    this.#sin = Float64Array.from({ length: length / 2 }, (_, i) => -Math.sin((2 * Math.PI * i) / length));
    this.#swap = new Uint32Array(length);
    for (let i = 0; i < length; i += 1)
      this.#swap[i] = ((this.#swap[i >> 1] as number) >> 1) | (i & 1 ? length >> 1 : 0);
  }

  /** In place; real and imaginary parts. */
  transform(re: Float64Array, im: Float64Array): void {
    const n = this.length;
    for (let i = 0; i < n; i += 1) {
      const j = this.#swap[i] as number;
      if (j <= i) continue;
      const [a, b] = [re[i] as number, im[i] as number];
      re[i] = re[j] as number;
      im[i] = im[j] as number;
      re[j] = a;
      im[j] = b;
    }
    for (let half = 1; half < n; half *= 2) {
      const stride = n / (2 * half);
      for (let from = 0; from < n; from += 2 * half)
        for (let k = 0; k < half; k += 1) {
          const c = this.#cos[k * stride] as number;
          const s = this.#sin[k * stride] as number;
          const low = from + k;
          const high = low + half;
          const hr = re[high] as number;
          const hi = im[high] as number;
          const tr = hr * c - hi * s;
          const ti = hr * s + hi * c;
          const lr = re[low] as number;
          const li = im[low] as number;
          re[high] = lr - tr;
          im[high] = li - ti;
          re[low] = lr + tr;
          im[low] = li + ti;
        }
    }
  }
}
