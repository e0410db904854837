/** One look at a movement. */
export interface Sample {
  /** Milliseconds since the film began. */
  readonly at: number;
  /** 0 at rest, 1 at the end of the movement; `null`: what it is measured by is not seen. */
  readonly effort: number | null;
  /** Why this frame cannot belong to the exercise at all; `null`: it can. */
  readonly against: string | null;
}

export interface CycleRules {
  /** At or below this effort the person rests, at or above the other the movement is complete. */
  readonly restAt: number;
  readonly workAt: number;
  /**
   * Where a person who is in a hurry turns back before rest: a complete movement that comes down to here and goes up to
   * its end again is two, the second of which began too early. Without it a movement ends at rest only.
   */
  readonly halfRestAt?: number;
  /** A movement that goes back to rest from here without being complete is an attempt, and is named. */
  readonly attemptAt: number;
  /** Shorter or longer is something else, ms. */
  readonly shortestMs: number;
  readonly longestMs: number;
  /** What is not seen for longer than this is not guessed, ms. */
  readonly gapMs: number;
}

/** A movement from rest to its end and back. Times in ms. */
export interface Cycle {
  readonly kind: 'complete' | 'short_of_end';
  readonly start: number;
  readonly end: number;
  /** It began before the person was back at rest. */
  readonly early: boolean;
  /** Highest effort on the way, and when. */
  readonly peak: number;
  readonly peakAt: number;
  /** Share of its frames in which everything was seen, 0-1. */
  readonly seen: number;
  /** Share of its frames that speak against the exercise, and what they said most. */
  readonly against: number;
  readonly because: string | null;
}

/** A span that nothing is said about. */
export interface Lost {
  readonly kind: 'lost';
  readonly start: number;
  readonly end: number;
}

interface Going {
  readonly start: number;
  readonly early: boolean;
  frames: number;
  seen: number;
  readonly against: Map<string, number>;
  peak: number;
  peakAt: number;
  /** Lowest effort since the peak, and when. */
  valley: number;
  valleyAt: number;
}

/** Who waits for the first movement stays within so much effort for so long, so much above rest at most. */
const WAIT = { ms: 300, looks: 4, within: 0.12, above: 0.15 };

/**
 * Cuts a stream of efforts into movements: rest, end, rest. A film that begins in the middle of one begins to count
 * at the first rest, and one that ends in the middle leaves it out: half a movement is none.
 */
export class CycleMachine {
  readonly #rules: CycleRules;
  /** Begun at the last frame of rest; `null` until rest was seen. */
  #going: Going | null = null;
  #seenAt: number | null = null;
  readonly #first: { readonly at: number; readonly effort: number }[] = [];

  constructor(rules: CycleRules) {
    this.#rules = rules;
  }

  step(sample: Sample): Cycle | Lost | null {
    const { at, effort, against } = sample;
    const { restAt, workAt, attemptAt, gapMs } = this.#rules;
    const lost = this.#gap(at, gapMs);
    if (this.#going !== null) {
      this.#going.frames += 1;
      if (against !== null) this.#going.against.set(against, (this.#going.against.get(against) ?? 0) + 1);
    }
    if (effort === null) return lost;
    this.#seenAt = at;
    const again = this.#again(at, effort);
    if (again !== null) return again;
    const going = this.#going;
    if (going !== null) {
      going.seen += 1;
      if (effort > going.peak) {
        going.peak = going.valley = effort;
        going.peakAt = going.valleyAt = at;
      }
      if (effort < going.valley) {
        going.valley = effort;
        going.valleyAt = at;
      }
    }
    if (effort > restAt && !(going === null && this.#waits(at, effort))) return lost;
    const ended =
      going !== null && going.peak >= attemptAt ? this.#cycle(going, at, going.peak >= workAt) : null;
    this.#going = begun({ start: at, early: false, at, effort });
    return ended ?? lost;
  }

  /**
   * Before the first rest was seen the lengths of a body are hardly known, and rest may look like a little effort: then
   * an effort that stays as it is will do.
   */
  #waits(at: number, effort: number): boolean {
    this.#first.push({ at, effort });
    while ((this.#first[0]?.at ?? at) < at - WAIT.ms) this.#first.shift();
    const efforts = this.#first.map((one) => one.effort);
    const [least, most] = [Math.min(...efforts), Math.max(...efforts)];
    return (
      efforts.length >= WAIT.looks &&
      at - (this.#first[0]?.at ?? at) >= 0.7 * WAIT.ms &&
      most - least <= WAIT.within &&
      most <= this.#rules.restAt + WAIT.above
    );
  }

  /** At the end of the movement once more, without rest in between. */
  #again(at: number, effort: number): Cycle | null {
    const { workAt, halfRestAt } = this.#rules;
    const going = this.#going;
    if (going === null || halfRestAt === undefined || going.peak < workAt || effort < workAt) return null;
    if (going.valley > halfRestAt) return null;
    const ended = this.#cycle(going, going.valleyAt, true);
    if (ended === null) return null;
    this.#going = begun({ start: going.valleyAt, early: true, at, effort });
    return ended;
  }

  /** What was going on is lost with the sight of it. */
  #gap(at: number, gapMs: number): Lost | null {
    const since = this.#seenAt;
    if (since === null || at - since <= gapMs) return null;
    const going = this.#going;
    this.#seenAt = null;
    this.#going = null;
    return going !== null && going.peak > this.#rules.restAt
      ? { kind: 'lost', start: going.start, end: at }
      : null;
  }

  #cycle(going: Going, end: number, complete: boolean): Cycle | null {
    const { start, early, frames, seen, against, peak, peakAt } = going;
    if (end - start < this.#rules.shortestMs || end - start > this.#rules.longestMs) return null;
    const most = [...against].sort(([, a], [, b]) => b - a)[0];
    const told = [...against.values()].reduce((sum, n) => sum + n, 0);
    return {
      kind: complete ? 'complete' : 'short_of_end',
      start,
      end,
      early,
      peak,
      peakAt,
      seen: frames === 0 ? 0 : seen / frames,
      against: frames === 0 ? 0 : told / frames,
      because: most?.[0] ?? null,
    };
  }
}

function begun(of: {
  readonly start: number;
  readonly early: boolean;
  readonly at: number;
  readonly effort: number;
}): Going {
  const { start, early, at, effort } = of;
  const best = { peak: effort, peakAt: at, valley: effort, valleyAt: at };
  return { start, early, frames: 0, seen: 0, against: new Map(), ...best };
}
