import { Blind } from './blind.ts';
import { type Body, bodyOf } from './body.ts';
import type { Lost } from './cycle.ts';
import { RecentFrames } from './evidence.ts';
import { flightOf } from './hop-flight.ts';
import { type Hop, HopMachine, type HopRules } from './hops.ts';
import { Middles } from './middles.ts';
import type { PoseFrame } from './pose.ts';
import type { Abstained, Evidence, ItemCounter, Rep } from './rep.ts';
import { interruptionsOf, skipRowsOf } from './skip-rows.ts';

/** One pass of the rope is one hop, at most about five a second. */
const ROPE: HopRules = {
  rise: 0.035,
  ofUsual: 0.4,
  feetRise: 0.035,
  shortestMs: 130,
  longestMs: 1_100,
  gapMs: 300,
};
/** Once, and high. */
const JUMP: HopRules = {
  rise: 0.12,
  ofUsual: 0,
  feetRise: 0.075,
  shortestMs: 250,
  longestMs: 3_000,
  gapMs: 300,
};
/**
 * Longer in the air than this nobody is, seconds, and a film at half speed doubles it; shorter is a rise of three
 * centimetres, which a tremble of the ankles can be.
 */
const FLIGHT_S = { shortest: 0.15, longest: 1.4 };

/** Finds hops and what hides them. */
class Hops {
  readonly #machine: HopMachine;
  readonly #middles = new Middles();
  readonly #frames = new RecentFrames();
  readonly #blind = new Blind();
  readonly #lost: Abstained[] = [];
  readonly #evidence = new Map<Hop, Evidence>();

  constructor(rules: HopRules) {
    this.#machine = new HopMachine(rules);
  }

  step(frame: PoseFrame): readonly Hop[] {
    const { at, pose } = frame;
    this.#frames.add(frame);
    // Not smoothed as in the other exercises: at four hops a second that filter eats the hop.
    const body = pose === null ? null : bodyOf(pose, this.#middles.at(at));
    this.#blind.step({ at, person: body !== null, seen: body !== null && canHop(body) });
    return this.#sorted(this.#machine.step(at, body));
  }

  finish(): readonly Hop[] {
    return this.#sorted(this.#machine.finish());
  }

  repOf(hop: Hop): Rep {
    const { start, end } = hop;
    const evidence = this.#evidence.get(hop);
    if (evidence === undefined) throw new Error('a hop of another film');
    return { start: start / 1000, end: end / 1000, valid: true, fouls: [], confidence: 1, evidence };
  }

  get abstained(): readonly Abstained[] {
    return [...this.#lost, ...this.#blind.spans(this.#lost)].sort((a, b) => a.start - b.start);
  }

  #sorted(found: readonly (Hop | Lost)[]): Hop[] {
    return found.flatMap((one) => {
      if (one.kind === 'lost') {
        this.#lost.push({ start: one.start / 1000, end: one.end / 1000, because: 'not_seen' });
        return [];
      }
      this.#evidence.set(one, {
        amplitude: { value: one.rise, unit: 'body_heights' },
        rest: this.#frames.at(one.start),
        end: this.#frames.at(one.peakAt),
      });
      return [one];
    });
  }
}

const canHop = ({ shoulders, hips, ankles, knees }: Body): boolean =>
  shoulders !== null && hips !== null && (ankles !== null || knees !== null);

/** Rope skipping (一分钟跳绳): hops in a row; where a row breaks, the rope was stopped. */
export class RopeCounter implements ItemCounter {
  readonly #eyes = new Hops(ROPE);
  readonly #hops: Hop[] = [];

  step(frame: PoseFrame): void {
    this.#hops.push(...this.#eyes.step(frame));
  }

  result({ ended }: { readonly ended: boolean }): ReturnType<ItemCounter['result']> {
    if (ended) this.#hops.push(...this.#eyes.finish());
    const rows = skipRowsOf(this.#hops);
    const { abstained } = this.#eyes;
    return {
      reps: rows.flat().map((hop) => this.#eyes.repOf(hop)),
      abstained,
      events: interruptionsOf(rows, abstained),
    };
  }
}

/** Vertical jump (纵跳): one that both feet make, and that falls as a body falls: nobody is in the air for a second. */
export class VerticalJumpCounter implements ItemCounter {
  readonly #eyes = new Hops(JUMP);
  readonly #reps: Rep[] = [];

  step(frame: PoseFrame): void {
    for (const hop of this.#eyes.step(frame)) this.#take(hop);
  }

  result({ ended }: { readonly ended: boolean }): ReturnType<ItemCounter['result']> {
    if (ended) for (const hop of this.#eyes.finish()) this.#take(hop);
    return { reps: [...this.#reps], abstained: this.#eyes.abstained, events: [] };
  }

  #take(hop: Hop): void {
    if (hop.feet !== 'together') return;
    const flight = flightOf(hop.looks, hop.peakAt);
    if (flight === null || flight.seconds > FLIGHT_S.longest || flight.seconds < FLIGHT_S.shortest) return;
    this.#reps.push({ ...this.#eyes.repOf(hop), flight });
  }
}
