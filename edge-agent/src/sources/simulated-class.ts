import type { Contact, ItemKey } from '@tizhi/contracts';
import type { HeartRateValues } from '@tizhi/firmware-adapters';

/**
 * DEMO physiology of synthetic pupils. Plausible, not a model of anybody: first-order heart-rate kinetics
 * towards an intensity that the lesson's phase asks for. Time constants of 20-60 s for onset and slower for
 * recovery are the usual order in exercise physiology; all else is chosen to look like a class.
 */

/** A small seeded generator (mulberry32): the same class of pupils at each start. Numbers in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A lesson in seconds and shares of the heart-rate reserve; then it starts again. */
const LESSON: readonly { readonly name: string; readonly seconds: number; readonly intensity: number }[] = [
  { name: 'rest', seconds: 60, intensity: 0.08 },
  { name: 'warm-up', seconds: 240, intensity: 0.45 },
  ...Array.from({ length: 4 }, () => [
    { name: 'interval', seconds: 150, intensity: 0.86 },
    { name: 'easy', seconds: 90, intensity: 0.5 },
  ]).flat(),
  { name: 'cool-down', seconds: 240, intensity: 0.2 },
];
const LESSON_SECONDS = LESSON.reduce((sum, phase) => sum + phase.seconds, 0);
/** A demo begins here: in the warm-up, so that rates move from the first second. */
const DEMO_STARTS_AT = 150;

function intensityAt(second: number): number {
  let left = (second + DEMO_STARTS_AT) % LESSON_SECONDS;
  for (const phase of LESSON) {
    if (left < phase.seconds) return phase.intensity;
    left -= phase.seconds;
  }
  return 0;
}

/** One synthetic pupil with a strap; `next` gives the strap's notification of the next second. */
export class SimulatedPupil {
  readonly #random: () => number;
  readonly #restBpm: number;
  readonly #maxBpm: number;
  readonly #fitness: number;
  #second = 0;
  #bpm: number;
  /** Time to the next beat, ms. */
  #toNextBeatMs = 0;
  #breath = 0;
  #lostForSeconds = 0;

  constructor(random: () => number) {
    this.#random = random;
    this.#fitness = random();
    this.#restBpm = 88 - 22 * this.#fitness + 8 * random();
    this.#maxBpm = 196 + 18 * random();
    this.#bpm = this.#target(0);
  }

  next(): HeartRateValues {
    this.#second += 1;
    const target = this.#target(this.#second);
    // Onset is quicker than recovery; the fit are quicker in both.
    const tauSeconds = target > this.#bpm ? 45 - 20 * this.#fitness : 75 - 35 * this.#fitness;
    this.#bpm += (target - this.#bpm) / tauSeconds + (this.#random() - 0.5) * 1.5;
    const rrMs = this.#beatsOfOneSecond();
    const contact = this.#contact();
    if (contact === 'lost') return { bpm: 0, contact };
    return { bpm: Math.round(this.#bpm), contact, rrMs };
  }

  #target(second: number): number {
    // The unfit work nearer to their limit at the same task; nobody follows the whistle to the second.
    const lag = Math.floor(20 * (1 - this.#fitness));
    const intensity = intensityAt(Math.max(0, second - lag));
    const share = Math.min(0.99, intensity * (1.12 - 0.24 * this.#fitness));
    return this.#restBpm + share * (this.#maxBpm - this.#restBpm);
  }

  #beatsOfOneSecond(): number[] {
    const beats: number[] = [];
    this.#breath += 0.25 * 2 * Math.PI;
    this.#toNextBeatMs -= 1000;
    while (this.#toNextBeatMs <= 0) {
      const mean = 60_000 / this.#bpm;
      // Respiratory variation is large at rest and almost gone in hard work.
      const depth = 0.06 * Math.max(0.05, 1 - (this.#bpm - this.#restBpm) / 90);
      const rr = mean * (1 + depth * Math.sin(this.#breath + beats.length) + 0.01 * (this.#random() - 0.5));
      beats.push(rr);
      this.#toNextBeatMs += rr;
    }
    return beats;
  }

  #contact(): Contact {
    if (this.#lostForSeconds > 0) this.#lostForSeconds -= 1;
    // Once in a quarter of an hour a strap slips for a few seconds.
    else if (this.#random() < 1 / 900) this.#lostForSeconds = 4 + Math.floor(this.#random() * 10);
    return this.#lostForSeconds > 0 ? 'lost' : 'detected';
  }
}

/** What pupils of grade 7 or so achieve: middle and spread, in the item's unit. Synthetic. */
const ACHIEVES: Readonly<Record<ItemKey, readonly [middle: number, spread: number]>> = {
  height: [158, 14],
  weight: [48, 14],
  vital_capacity: [2600, 900],
  run_50m: [8.8, 1.2],
  sit_and_reach: [10, 9],
  rope_skip_1min: [120, 40],
  sit_up_1min: [34, 12],
  shuttle_50m_x8: [108, 15],
  pull_up: [5, 5],
  standing_long_jump: [178, 35],
  run_1000m: [285, 45],
  run_800m: [265, 40],
};
const COARSE_ITEMS: ReadonlySet<ItemKey> = new Set([
  'vital_capacity',
  'rope_skip_1min',
  'sit_up_1min',
  'shuttle_50m_x8',
  'pull_up',
  'standing_long_jump',
  'run_1000m',
  'run_800m',
]);

/** A plausible value for a tag's pupil: the same pupil stays near the same value from try to try. */
export function simulatedValue(options: {
  readonly item: ItemKey;
  readonly tag: string;
  readonly seed: number;
  readonly random: () => number;
}): number {
  const { item, tag, seed, random } = options;
  const own = seededRandom(hash(`${seed} ${tag} ${item}`))();
  const [middle, spread] = ACHIEVES[item];
  const value = Math.max(0, middle + spread * (2 * own - 1) + spread * 0.1 * (random() - 0.5));
  return COARSE_ITEMS.has(item) ? Math.round(value) : Math.round(value * 10) / 10;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
