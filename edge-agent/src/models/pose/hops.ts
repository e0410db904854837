import { type Body, distance, type Sides } from './body.ts';
import type { Cycle, Lost } from './cycle.ts';
import { Recent } from './recent.ts';

/** Lengths in body heights (ankles to shoulders), times in ms. */
export interface HopRules {
  /** The trunk must rise and fall by so much, and by so much of what this person's hops usually do. */
  readonly rise: number;
  readonly ofUsual: number;
  /** The feet must rise by so much: who only bends the knees stays on the floor. */
  readonly feetRise: number;
  readonly shortestMs: number;
  readonly longestMs: number;
  readonly gapMs: number;
}

/** A body that was lowest, highest and lowest again. */
export interface Hop extends Cycle {
  /** Rise of the trunk and of the feet, in body heights. */
  readonly rise: number;
  readonly feetRise: number;
}

interface Look {
  readonly at: number;
  /** Heights over the lower edge of the picture, in body heights. */
  readonly trunk: number;
  readonly feet: Sides;
}

/** Finds hops: floor, apex, floor. One of a body that walks is not one, because a foot stays down. */
export class HopMachine {
  readonly #rules: HopRules;
  readonly #size = new Recent(10_000);
  readonly #usual = new Recent(8_000);
  #looks: Look[] = [];
  #direction: 'up' | 'down' | null = null;
  /** The lowest point before the apex, and the extreme since the last turn. */
  #floor: Look | null = null;
  #apex: Look | null = null;
  #extreme: Look | null = null;
  #seenAt: number | null = null;

  constructor(rules: HopRules) {
    this.#rules = rules;
  }

  step(at: number, body: Body | null): Hop | Lost | null {
    const look = body === null ? null : this.#look(at, body);
    if (look === null) return this.#gap(at);
    const lost = this.#gap(at);
    this.#seenAt = at;
    this.#looks.push(look);
    if (this.#looks.length > MAX_LOOKS) this.#looks.shift();
    return this.#turn(look) ?? lost;
  }

  #look(at: number, body: Body): Look | null {
    const { shoulders, hips, ankles } = body;
    if (shoulders === null || hips === null || ankles === null) return null;
    this.#size.add(at, distance(shoulders, ankles));
    const size = this.#size.quantile(0.5) ?? 1;
    if (size < 0.05) return null;
    const over = (y: number | null): number | null => (y === null ? null : -y / size);
    const { left, right } = body.feet;
    return { at, trunk: -(shoulders.y + hips.y) / 2 / size, feet: { left: over(left), right: over(right) } };
  }

  #gap(at: number): Lost | null {
    const since = this.#seenAt;
    if (since === null || at - since <= this.#rules.gapMs) return null;
    this.#seenAt = null;
    const start = this.#floor?.at;
    const rising = this.#direction === 'up' || this.#apex !== null;
    this.#floor = this.#apex = this.#extreme = null;
    this.#direction = null;
    return rising && start !== undefined ? { kind: 'lost', start, end: at } : null;
  }

  /** The least rise that is a hop for this person now. */
  get #least(): number {
    return Math.max(this.#rules.rise, this.#rules.ofUsual * (this.#usual.quantile(0.5) ?? 0));
  }

  #turn(look: Look): Hop | null {
    const extreme = this.#extreme;
    if (extreme === null) {
      this.#extreme = look;
      return null;
    }
    const least = this.#least;
    if (this.#direction !== 'up') {
      if (look.trunk <= extreme.trunk) {
        this.#extreme = look;
        return null;
      }
      if (look.trunk - extreme.trunk < least) return null;
      // Turned upwards: what was lowest is the floor, of the hop before and of the next.
      const hop =
        this.#apex === null || this.#floor === null ? null : this.#hop(this.#floor, this.#apex, extreme);
      this.#floor = extreme;
      this.#apex = null;
      this.#direction = 'up';
      this.#extreme = look;
      return hop;
    }
    if (look.trunk >= extreme.trunk) {
      this.#extreme = look;
      return null;
    }
    if (extreme.trunk - look.trunk < least) return null;
    this.#apex = extreme;
    this.#direction = 'down';
    this.#extreme = look;
    return null;
  }

  /** At the end of a film: a hop that came down again is whole although no next one follows. */
  finish(): Hop | null {
    return this.#direction === 'down' && this.#floor !== null && this.#apex !== null && this.#extreme !== null
      ? this.#hop(this.#floor, this.#apex, this.#extreme)
      : null;
  }

  #hop(floor: Look, apex: Look, end: Look): Hop | null {
    // A body that stands still before or after a hop drags its floor along: the hop is where it moves.
    const ms = Math.min(end.at - floor.at, 2 * Math.min(apex.at - floor.at, end.at - apex.at));
    if (ms < this.#rules.shortestMs || ms > this.#rules.longestMs) return null;
    const rise = apex.trunk - Math.max(floor.trunk, end.trunk);
    const within = this.#looks.filter(({ at }) => Math.abs(at - apex.at) <= FEET_AROUND * ms);
    const lifts = (['left', 'right'] as const).flatMap((side) => {
      const track = within.flatMap(({ at, feet }) =>
        feet[side] === null ? [] : [{ at, height: feet[side] }],
      );
      return liftOf(track, apex.at) ?? [];
    });
    const [one, other] = lifts;
    // A walker lifts one foot after the other.
    if (one !== undefined && other !== undefined && Math.abs(one.at - other.at) > FEET_TOGETHER * ms)
      return null;
    const feetRise = lifts.length === 0 ? 0 : Math.min(...lifts.map(({ rise }) => rise));
    this.#usual.add(end.at, rise);
    if (feetRise < this.#rules.feetRise) return null;
    return {
      kind: 'complete',
      start: floor.at,
      end: end.at,
      peak: rise,
      peakAt: apex.at,
      seen: 1,
      against: 0,
      because: null,
      rise,
      feetRise,
    };
  }
}

interface Lift {
  readonly at: number;
  readonly rise: number;
}
/** A foot's highest point over the mean of what was lowest before and after the apex, and when it was. */
function liftOf(
  track: readonly { readonly at: number; readonly height: number }[],
  apexAt: number,
): Lift | null {
  const heights = (part: typeof track): number[] => part.map(({ height }) => height);
  const before = heights(track.filter(({ at }) => at <= apexAt));
  const after = heights(track.filter(({ at }) => at >= apexAt));
  const top = track.reduce(
    (best, point) => (point.height > best.height ? point : best),
    track[0] ?? { at: 0, height: 0 },
  );
  if (before.length < 2 || after.length < 2) return null;
  return { at: top.at, rise: top.height - (Math.min(...before) + Math.min(...after)) / 2 };
}

/** Both feet are highest within this part of a hop. */
const FEET_TOGETHER = 0.3;
/** Feet leave the floor later than the trunk rises and land earlier; they are looked at around the apex, in hop lengths. */
const FEET_AROUND = 0.65;

const MAX_LOOKS = 600;
