import type { Point } from './middles.ts';
import { Recent } from './recent.ts';

/** How far a place came down in the picture within the last seconds, frame heights. */
export class Lowering {
  readonly #recent = new Recent(6_000);

  sunk(at: number, place: Point | null): number {
    if (place === null) return 0;
    this.#recent.add(at, place.y);
    return place.y - (this.#recent.quantile(0.1) ?? place.y);
  }
}
