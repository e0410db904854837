import { FEATURES, type FeatureReader } from '../../src/models/heart/ppg/features.ts';
import { RATES, SLOWEST } from '../../src/models/heart/ppg/rates.ts';
import { LOOK, lookAt } from '../../src/models/heart/ppg/window.ts';
import { diceOf } from '../../src/models/heart/simulate/dice.ts';
import { drawScene, type Library } from '../../src/models/heart/simulate/draw.ts';
import { GRID } from '../../src/models/heart/simulate/grid.ts';
import { type SimulatedWrist, simulateWrist } from '../../src/models/heart/simulate/wrist.ts';

/** Looks with what the network should say of them: the last of `RATES + 1` shares is "no rate". */
export interface Examples {
  readonly count: number;
  readonly rows: Float32Array;
  readonly wanted: Float32Array;
}

const SECONDS = 60;
const PER_SCENE = 10;
/** Spread (bpm) of the wanted answer: a look of ten seconds tells no more. */
const SPREAD = 1.5;
/** Contact (mean over the look) below which there is no rate to be told. */
const LEAST_CONTACT = 0.5;

export function drawExamples(of: {
  readonly scenes: number;
  readonly firstSeed: number;
  readonly library: Library;
  readonly reader: FeatureReader;
}): Examples {
  const width = RATES * FEATURES.length;
  const count = of.scenes * PER_SCENE;
  const rows = new Float32Array(count * width);
  const wanted = new Float32Array(count * (RATES + 1));
  for (let n = 0; n < of.scenes; n += 1) {
    const seed = of.firstSeed + n;
    const wrist = simulateWrist(drawScene(seed, { library: of.library, seconds: SECONDS }));
    const dice = diceOf(seed + 5e6);
    for (let m = 0; m < PER_SCENE; m += 1) {
      const end = m === 0 ? dice.between(4, LOOK) : dice.between(LOOK, SECONDS - 0.5);
      const example = n * PER_SCENE + m;
      rows.set(of.reader.read(lookAt(end, wrist)), example * width);
      wanted.set(wantedAt(end, wrist), example * (RATES + 1));
    }
  }
  return { count, rows, wanted };
}

/** Mean rate under the look's window; null: there was none to be seen. */
export function rateUnder(
  end: number,
  { rate, contact }: Pick<SimulatedWrist, 'rate' | 'contact'>,
): number | null {
  if (rate === null) return null;
  let [sum, touch, weights, all] = [0, 0, 0, 0];
  for (let t = end - LOOK; t < end; t += 0.1) {
    const weight = 0.5 - 0.5 * Math.cos((2 * Math.PI * (t - end + LOOK)) / LOOK);
    all += weight;
    if (t < 0) continue;
    const i = Math.min(rate.length - 1, Math.round(t * GRID));
    sum += weight * (rate[i] as number);
    touch += weight * (contact[i] as number);
    weights += weight;
  }
  return touch / all < LEAST_CONTACT ? null : sum / weights;
}

function wantedAt(end: number, wrist: SimulatedWrist): Float32Array {
  const out = new Float32Array(RATES + 1);
  const rate = rateUnder(end, wrist);
  if (rate === null) {
    out[RATES] = 1;
    return out;
  }
  let sum = 0;
  for (let k = 0; k < RATES; k += 1) {
    const near = Math.exp(-0.5 * ((SLOWEST + k - rate) / SPREAD) ** 2);
    out[k] = near;
    sum += near;
  }
  return out.map((v) => v / sum);
}
