import type { Contact, QuantityReading } from '@tizhi/contracts';
import type { HeartRateValues } from '@tizhi/firmware-adapters';
import { gauss, Heart } from './body.ts';
import { NOISE } from './noise.ts';
import { MOVES, type Moves, type Stretch, type Vignette } from './vignette.ts';

/** What the sensors of one pupil send in one second. */
export interface SensorSecond {
  /** What no sensor knows: the heart's own rate, bpm. */
  readonly truth: number;
  /** `null`: the strap sends nothing. */
  readonly heart: HeartRateValues | null;
  /** Steps a minute of the foot pod; `null`: it has none, or is not heard. */
  readonly cadence: number | null;
  readonly spo2: number | null;
  readonly temperature: number | null;
}

type Carried = 'rate' | 'tau' | 'moves' | 'rhythm' | 'strap';
type Now = { readonly [K in Carried]-?: NonNullable<Stretch[K]> };
const FIRST: Now = { rate: 85, tau: 30, moves: 'stand', rhythm: 'sinus', strap: 'worn' };

/** An oximeter is read so often, s. */
const SPO2_EVERY = 2;

/** The seconds of a vignette, one after the other, with its noise. The same random numbers give the same bytes. */
export function* secondsOf(
  { plan, sensor, motion }: Pick<Vignette, 'plan' | 'sensor' | 'motion'>,
  random: () => number,
): Generator<SensorSecond> {
  let now: Now = { ...FIRST, ...shown(plan[0]) };
  const heart = new Heart(random, now.rate);
  const strap = new Strap(random, sensor);
  for (const stretch of plan) {
    now = { ...now, ...shown(stretch) };
    for (let second = 0; second < stretch.s; second += 1) {
      const beats = heart.second({ target: now.rate, tau: now.tau, rhythm: now.rhythm });
      const steps = MOVES[now.moves];
      const cadence = steps === 0 ? 0 : Math.max(0, Math.round(steps + NOISE.cadenceSpread * gauss(random)));
      const sent = strap.second({ rate: heart.rate, beats, cadence, fault: now.strap, moves: now.moves });
      const isHeard = random() >= NOISE.lostNotification;
      const oxygen = stretch.spo2;
      yield {
        truth: heart.rate,
        heart: isHeard ? sent : null,
        cadence: motion === 'pod' ? cadence : null,
        spo2:
          oxygen === undefined || second % SPO2_EVERY !== 0
            ? null
            : Math.min(100, Math.max(0, Math.round(oxygen + NOISE.spo2Spread * gauss(random)))),
        temperature: second === 0 ? (stretch.temperature ?? null) : null,
      };
    }
  }
}

function shown(stretch: Stretch | undefined): Partial<Now> {
  if (stretch === undefined) return {};
  const { s: _s, onset: _o, spo2: _x, temperature: _t, ...rest } = stretch;
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
}

/** What stands between a heart and the bytes: smoothing, slips, and the faults of the story. */
class Strap {
  readonly #random: () => number;
  readonly #sensor: Vignette['sensor'];
  readonly #recent: number[] = [];
  #shown = 0;
  #optical = 0;
  #slipLeft = 0;

  constructor(random: () => number, sensor: Vignette['sensor']) {
    this.#random = random;
    this.#sensor = sensor;
  }

  second(heard: {
    readonly rate: number;
    readonly beats: readonly number[];
    readonly cadence: number;
    readonly fault: Now['strap'];
    readonly moves: Moves;
  }): HeartRateValues | null {
    const fault = heard.fault === 'worn' && this.#slips() ? 'lost' : heard.fault;
    if (fault === 'silent') return null;
    if (fault === 'zero') return { bpm: 0 };
    if (fault === 'lost') {
      this.#recent.length = 0;
      return { bpm: 0, contact: 'lost' };
    }
    if (this.#sensor === 'optical') return this.#byLight(heard, fault);
    const runs = heard.moves === 'run' || heard.moves === 'sprint' || heard.moves === 'fast_rope';
    const beats = this.#faulty(heard.beats, fault, runs ? NOISE.whenRunning : 1);
    this.#recent.push(...beats);
    while (this.#recent.reduce((sum, ms) => sum + ms, 0) > 5_000 && this.#recent.length > 2)
      this.#recent.shift();
    const mean = this.#recent.reduce((sum, ms) => sum + ms, 0) / Math.max(1, this.#recent.length);
    if (fault !== 'stuck' && this.#recent.length > 0) this.#shown = Math.round(60_000 / mean);
    if (fault === 'dry') this.#shown = Math.round(50 + 185 * this.#random());
    const contact: Contact = 'detected';
    return { bpm: Math.min(250, this.#shown), contact, rrMs: fault === 'stuck' ? [] : beats };
  }

  #byLight(
    { rate, cadence, moves }: { readonly rate: number; readonly cadence: number; readonly moves: Moves },
    fault: Now['strap'],
  ): HeartRateValues {
    const truth = fault === 'cadence' && cadence > 40 ? cadence : fault === 'half' ? rate / 2 : rate;
    if (this.#optical === 0) this.#optical = truth;
    // Wrist sensors follow with a lag of some ten seconds; the one that locks to the steps does so quicker.
    this.#optical += (truth - this.#optical) / (fault === 'cadence' ? 4 : 9);
    const noise = NOISE.opticalSpread * (MOVES[moves] > 60 ? 1.5 : 1) * gauss(this.#random);
    if (fault === 'dry') return { bpm: Math.round(50 + 185 * this.#random()) };
    if (fault === 'stuck') return { bpm: Math.round(this.#shown === 0 ? this.#optical : this.#shown) };
    this.#shown = this.#optical + noise * 0.5;
    return { bpm: Math.max(0, Math.round(this.#shown)) };
  }

  #faulty(beats: readonly number[], fault: Now['strap'], more: number): number[] {
    const random = this.#random;
    switch (fault) {
      case 'half':
        return pairs(beats).map(([a, b]) => a + b);
      case 'double':
        return beats.flatMap((ms) => [ms * 0.42, ms * 0.58]);
      case 'dry':
        return Array.from({ length: 1 + Math.floor(3 * random()) }, () => 200 + 1_300 * random());
      case 'loose':
        return beats.flatMap((ms) => this.#spoilt(ms, { missed: 0.12, added: 0.15 }));
      default:
        return beats.flatMap((ms) =>
          this.#spoilt(ms, { missed: NOISE.missedBeat * more, added: NOISE.addedBeat * more }),
        );
    }
  }

  #spoilt(ms: number, { missed, added }: { readonly missed: number; readonly added: number }): number[] {
    const dice = this.#random();
    if (dice < missed) return [ms * 2];
    if (dice > 1 - added) {
      const part = 0.25 + 0.5 * this.#random();
      return [ms * part, ms * (1 - part)];
    }
    return [ms];
  }

  #slips(): boolean {
    const [least, most] = NOISE.slipSeconds;
    if (this.#slipLeft > 0) this.#slipLeft -= 1;
    else if (this.#random() < NOISE.slipPerSecond)
      this.#slipLeft = least + Math.floor((most - least) * this.#random());
    return this.#slipLeft > 0;
  }
}

const pairs = (beats: readonly number[]): [number, number][] => {
  const all: [number, number][] = [];
  // A strap that counts each second beat: an odd one out stands for two.
  for (let n = 0; n < beats.length; n += 2) {
    const first = beats[n] as number;
    all.push([first, beats[n + 1] ?? first]);
  }
  return all;
};

/** A reading as a simulator of a definition takes it. */
export const quantity = (name: QuantityReading['quantity'], value: number): QuantityReading => ({
  kind: 'quantity',
  quantity: name,
  value,
  confidence: 1,
  doubt: null,
});
