import { type Body, share, straighter } from '../body.ts';
import { Lowering } from '../lowering.ts';
import type { Point } from '../middles.ts';
import { Recent } from '../recent.ts';
import type { Exercise, Reader } from './exercise.ts';

/**
 * Squats (深蹲): both knees bend and the hips come down. From the front knees bend towards the camera and hardly show,
 * so the fall of the hips alone will do; from the side the knees alone would be deceived by a step.
 */
export const SQUAT: Exercise = {
  item: 'squat',
  rules: { restAt: 0.3, workAt: 0.72, attemptAt: 0.5, shortestMs: 150, longestMs: 12_000, gapMs: 500 },
  short: 'too_shallow',
  reader: () => new SquatReader(),
};

/** The knee, degrees: straight at 165, thighs about level at 95. */
const KNEE = { straight: 165, bent: 98 };
/** Hips above ankles as a share of standing: level thighs leave about 0.58 from any side. */
const DROP = { none: 0.97, full: 0.58, least: 1.1 };
/** Hips above knees as a share of standing: nothing is left of it at level thighs. */
const THIGH = { none: 0.92, full: 0.3, least: 0.5 };

/** Shoulders above ankles as a share of standing: level thighs and a trunk that leans leave about two thirds. */
const SHOULDERS = { none: 0.95, full: 0.7, least: 2 };

/** By how much of a trunk the hips come down in the picture; and what is left of an effort where they do not. */
const SUNK = 0.15;
const SHALLOW = 0.45;

class SquatReader implements Reader {
  readonly #hips = new Standing();
  readonly #thighs = new Standing();
  readonly #trunks = new Recent(20_000);
  readonly #tops = new Standing();
  readonly #hipsAt = new Lowering();
  readonly #shouldersAt = new Lowering();

  read(at: number, body: Body): { effort: number | null; against: string | null } {
    const { hips, ankles, knees, shoulders } = body;
    if (body.torso !== null) this.#trunks.add(at, body.torso);
    const trunk = this.#trunks.quantile(0.8) ?? 0;
    const knee = straighter(body.knee);
    const bend = knee === null ? null : share(knee, KNEE.straight, KNEE.bent);
    const falls = [
      this.#hips.fall({ at, height: heightOver(ankles, hips), trunk }, DROP),
      this.#thighs.fall({ at, height: heightOver(knees, hips), trunk }, THIGH),
      this.#shoulders(at, { body, trunk }),
    ].filter((fall) => fall !== null);
    const drop = falls.length === 0 ? null : falls.reduce((sum, fall) => sum + fall, 0) / falls.length;
    const sunk = Math.max(
      this.#hipsAt.sunk(at, hips),
      hips === null ? this.#shouldersAt.sunk(at, shoulders) : 0,
    );
    if (hips !== null) this.#shouldersAt.sunk(at, shoulders);
    const looked = bend === null || drop === null ? (bend ?? drop) : combined(bend, drop);
    // Whatever the legs seem to do: hips that stay at their height in the picture do not squat.
    const effort = looked === null || sunk >= SUNK * trunk ? looked : Math.min(looked, SHALLOW);
    return { effort, against: body.tilt !== null && body.tilt < 15 ? 'lying' : null };
  }

  /** Where the hips are hidden, by how low the shoulders come. */
  #shoulders(at: number, { body, trunk }: { readonly body: Body; readonly trunk: number }): number | null {
    const { shoulders, ankles, hips } = body;
    const fall = this.#tops.fall({ at, height: heightOver(ankles, shoulders), trunk }, SHOULDERS);
    return hips === null ? fall : null;
  }
}

const heightOver = (low: Point | null, high: Point | null): number | null =>
  low === null || high === null ? null : low.y - high.y;

/** A height as a share of what it is when the person stands: as seen lately, and never less than a trunk makes likely. */
class Standing {
  readonly #recent = new Recent(20_000);

  fall(
    look: { readonly at: number; readonly height: number | null; readonly trunk: number },
    { none, full, least }: { readonly none: number; readonly full: number; readonly least: number },
  ): number | null {
    const { at, height, trunk } = look;
    if (height === null) return null;
    if (height > 0) this.#recent.add(at, height);
    const standing = this.#recent.quantile(0.95);
    if (standing === undefined) return null;
    return Math.min(1.3, share(height / Math.max(standing, least * trunk), none, full));
  }
}

/** Hips that fell without knees: seen from the front. Knees that bent while the hips stayed: not a squat. */
const combined = (bend: number, drop: number): number =>
  bend >= drop ? Math.min(bend, drop + 0.35) : Math.min(drop, Math.max(bend + 0.6, 0.3));
