import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { bandPass } from '../../src/models/heart/signal/filter.ts';
import { resample } from '../../src/models/heart/signal/series.ts';
import type { Library } from '../../src/models/heart/simulate/draw.ts';
import { GRID } from '../../src/models/heart/simulate/grid.ts';
import type { MotionClip } from '../../src/models/heart/simulate/motion.ts';

/**
 * Real heart-rate curves (fit/), accelerations of wrists (hr/) and motion capture (pose/) of a folder; nothing where
 * it is absent. No pulse signal and no heart rate of the wrist recordings is read: they are for evaluation.
 */
export function readLibrary(folder: string): Library {
  if (!existsSync(folder)) return { rates: [], motions: [] };
  const named = (sub: string, test: RegExp): string[] =>
    readdirSync(join(folder, sub))
      .filter((file) => test.test(file))
      .sort()
      .map((file) => join(folder, sub, file));
  return {
    rates: named('fit', /(?<!_rr)\.csv$/).map(ratesOf),
    motions: [
      ...named('hr', /^bangle_.*\.csv\.gz$/).map(wristClip),
      ...named('pose', /^cmu_.*angles.*\.csv\.gz$/).map(capturedClip),
    ],
  };
}

function columns(file: string): (name: string) => Float64Array {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const [heading = '', ...lines] = text.trim().split(/\r?\n/);
  const names = heading.split(',');
  const cells = lines.map((line) => line.split(','));
  return (name) => {
    const k = names.indexOf(name);
    return Float64Array.from(cells, (row) =>
      row[k] === undefined || row[k] === '' ? Number.NaN : Number(row[k]),
    );
  };
}

function ratesOf(file: string): Float64Array {
  const column = columns(file);
  return resample({ t: column('t_s'), values: column('hr_bpm').map((v) => (v > 30 ? v : Number.NaN)) }, 1)
    .values;
}

const axesOf = (axes: readonly Float64Array[], fs: number): Float64Array[] =>
  axes.map((axis) => bandPass(axis, { fs, from: 0.3, to: 6 }));

function wristClip(file: string): MotionClip {
  const column = columns(file);
  const t = column('t_s');
  return axesOf(
    ['acc_x_g', 'acc_y_g', 'acc_z_g'].map((name) => resample({ t, values: column(name) }, GRID).values),
    GRID,
  );
}

/** Metres of upper arm and forearm of a child, and gravity (m/s2). */
const UPPER = 0.26;
const FORE = 0.22;
const GRAVITY = 9.81;

/** Acceleration of a wrist on two levers turned by the captured angles of shoulder and elbow; good enough as motion. */
function capturedClip(file: string): MotionClip {
  const column = columns(file);
  const t = column('t');
  const angle = (name: string) => column(name).map((degrees) => (degrees * Math.PI) / 180);
  const shoulder = [0, 1, 2].map((k) => angle(`rhumerus_${k}`));
  const elbow = angle('rradius_0');
  const root = ['root_x_m', 'root_y_m', 'root_z_m'].map(column);
  const places = [0, 1, 2].map((k) =>
    t.map((_, i) => {
      const turn = shoulder[k]?.[i] as number;
      return (root[k]?.[i] as number) + UPPER * Math.sin(turn) + FORE * Math.sin(turn + (elbow[i] as number));
    }),
  );
  return axesOf(
    places.map((place) => {
      const x = bandPass(resample({ t, values: place }, GRID).values, { fs: GRID, from: 0.3, to: 6 });
      return x.map((v, i) => (((x[i + 1] ?? v) - 2 * v + (x[i - 1] ?? v)) * GRID * GRID) / GRAVITY);
    }),
    GRID,
  );
}
