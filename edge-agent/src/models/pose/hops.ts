import type { Body } from './body.ts';
import type { Cycle, Lost } from './cycle.ts';
import { type FeetOfHop, feetOf } from './hop-feet.ts';
import { HopLooks, type Look } from './hop-look.ts';
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
  readonly kind: 'complete';
  /** Rise of the trunk, in body heights. */
  readonly rise: number;
  readonly feet: FeetOfHop['style'];
  /** What was seen from floor to floor. */
  readonly looks: readonly Look[];
}

/** Finds hops: floor, apex, floor. Whether steps from foot to foot are hops, a row of them has to tell. */
export class HopMachine {
  readonly #rules: HopRules;
  readonly #eyes = new HopLooks();
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

  step(at: number, body: Body | null): readonly (Hop | Lost)[] {
    const lost = this.#gap(at);
    const looks = body === null ? null : this.#eyes.step(at, body);
    if (looks === null) return lost;
    this.#seenAt = at;
    return [...lost, ...this.#take(looks)];
  }

  #take(looks: readonly Look[]): Hop[] {
    return looks.flatMap((look) => {
      this.#looks.push(look);
      if (this.#looks.length > MAX_LOOKS) this.#looks.shift();
      return this.#turn(look) ?? [];
    });
  }

  #gap(at: number): (Hop | Lost)[] {
    const since = this.#seenAt;
    if (since === null || at - since <= this.#rules.gapMs) return [];
    const hops = this.finish();
    this.#seenAt = null;
    const start = this.#floor?.at;
    const rising = this.#direction === 'up' || this.#apex !== null;
    this.#floor = this.#apex = this.#extreme = null;
    this.#direction = null;
    return rising && start !== undefined ? [...hops, { kind: 'lost', start, end: at }] : hops;
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

  /** At the end of a film, or before a gap: a hop that came down again is whole although no next one follows. */
  finish(): Hop[] {
    const hops = this.#take(this.#eyes.flush());
    const [floor, apex, extreme] = [this.#floor, this.#apex, this.#extreme];
    if (this.#direction !== 'down' || floor === null || apex === null || extreme === null) return hops;
    this.#apex = null;
    const last = this.#hop(floor, apex, extreme);
    return last === null ? hops : [...hops, last];
  }

  #hop(floor: Look, apex: Look, end: Look): Hop | null {
    // A body that stands still before or after a hop drags its floor along: the hop is where it moves.
    const [up, down] = [apex.at - floor.at, end.at - apex.at];
    const ms = Math.min(up + down, 2 * Math.min(up, down));
    if (ms < this.#rules.shortestMs || ms > this.#rules.longestMs) return null;
    const rise = apex.trunk - Math.max(floor.trunk, end.trunk);
    // Half a hop, where a film begins or ends in the air.
    if (Math.abs(floor.trunk - end.trunk) > HALF * rise) return null;
    const feet = feetOf(this.#looks, { apexAt: apex.at, ms, least: this.#rules.feetRise });
    this.#usual.add(end.at, rise);
    return {
      kind: 'complete',
      start: up > 2 * down ? apex.at - down : floor.at,
      end: down > 2 * up ? apex.at + up : end.at,
      early: false,
      peak: rise,
      peakAt: apex.at,
      seen: 1,
      against: 0,
      because: null,
      rise,
      feet: feet.style,
      looks: this.#looks.filter(({ at }) => at >= floor.at && at <= end.at),
    };
  }
}

/** Floors before and after may differ by this part of the rise: landings are softer or harder than take-offs. */
const HALF = 1;
const MAX_LOOKS = 600;
