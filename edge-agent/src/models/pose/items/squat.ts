import { type Body, share, straighter } from '../body.ts';
import { Recent } from '../recent.ts';
import type { Exercise, Reader } from './exercise.ts';

/**
 * Squats (深蹲): both knees bend and the hips come down. From the front knees bend towards the camera and hardly show,
 * so the fall of the hips alone will do; from the side the knees alone would be deceived by a step.
 */
export const SQUAT: Exercise = {
  item: 'squat',
  rules: { restAt: 0.3, workAt: 0.72, attemptAt: 0.5, shortestMs: 350, longestMs: 12_000, gapMs: 500 },
  short: 'too_shallow',
  reader: () => new SquatReader(),
};

/** The knee, degrees: straight at 165, thighs about level at 95. */
const KNEE = { straight: 165, bent: 98 };
/** Hips above ankles as a share of standing: level thighs leave about 0.58 from any side. */
const DROP = { none: 0.97, full: 0.58 };

class SquatReader implements Reader {
  readonly #standing = new Recent(20_000);

  read(at: number, body: Body): { effort: number | null; against: string | null } {
    const { hips, ankles } = body;
    const knee = straighter(body.knee);
    if (hips === null || (ankles === null && knee === null)) return { effort: null, against: null };
    const bend = knee === null ? null : share(knee, KNEE.straight, KNEE.bent);
    const height = ankles === null ? null : ankles.y - hips.y;
    if (height !== null && height > 0) this.#standing.add(at, height);
    const standing = this.#standing.quantile(0.95);
    const drop =
      height === null || standing === undefined ? null : share(height / standing, DROP.none, DROP.full);
    const effort = bend === null || drop === null ? (bend ?? drop) : combined(bend, drop);
    return { effort, against: body.tilt !== null && body.tilt < 15 ? 'lying' : null };
  }
}

/** Hips that fell without knees: seen from the front. Knees that bent while the hips stayed: not a squat. */
const combined = (bend: number, drop: number): number =>
  bend >= drop ? Math.min(bend, drop + 0.35) : Math.min(drop, Math.max(bend + 0.6, 0.3));
