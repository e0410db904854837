import type { ExerciseFoul } from '@tizhi/contracts';
import { Blind } from './blind.ts';
import { bodyOf } from './body.ts';
import { type Cycle, CycleMachine, type Lost } from './cycle.ts';
import { RecentFrames } from './evidence.ts';
import type { Exercise, Reader, TimedReading } from './items/exercise.ts';
import { Middles } from './middles.ts';
import type { PoseFrame } from './pose.ts';
import type { Abstained, ItemCounter, Rep } from './rep.ts';
import { PoseSmoother } from './smooth.ts';

/** A repetition less sure than this is not counted, and said to be so. */
const MIN_CONFIDENCE = 0.5;
/** Part of a movement that may speak against the exercise. */
const MAX_AGAINST = 0.3;
/** A swing that helps a movement begins before it, ms. */
const LEAD_MS = 600;
/** At 60 frames a second no movement has more. */
const MAX_READINGS = 1_200;

/** Counts an exercise of movements from rest to an end and back. */
export class CycleCounter implements ItemCounter {
  readonly #exercise: Exercise;
  readonly #machine: CycleMachine;
  readonly #reader: Reader;
  readonly #smoother = new PoseSmoother();
  readonly #middles = new Middles();
  readonly #frames = new RecentFrames();
  readonly #readings: TimedReading[] = [];
  readonly #blind = new Blind();
  readonly #reps: Rep[] = [];
  readonly #abstained: Abstained[] = [];

  constructor(exercise: Exercise) {
    this.#exercise = exercise;
    this.#machine = new CycleMachine(exercise.rules);
    this.#reader = exercise.reader();
  }

  step(frame: PoseFrame): void {
    const { at, pose } = frame;
    this.#frames.add(frame);
    const body = pose === null ? null : bodyOf(this.#smoother.smooth(at, pose), this.#middles.at(at));
    const read = body === null ? { effort: null, against: null } : this.#reader.read(at, body);
    this.#readings.push({ at, ...read });
    if (this.#readings.length > MAX_READINGS) this.#readings.shift();
    this.#blind.step({ at, person: body !== null, seen: read.effort !== null });
    const found = this.#machine.step({ at, effort: read.effort, against: read.against });
    if (found !== null) this.#take(found);
  }

  result(): ReturnType<ItemCounter['result']> {
    return {
      reps: [...this.#reps],
      abstained: [...this.#abstained, ...this.#blind.spans(this.#abstained)].sort(
        (a, b) => a.start - b.start,
      ),
      events: [],
    };
  }

  #take(found: Cycle | Lost): void {
    const span = { start: found.start / 1000, end: found.end / 1000 };
    if (found.kind === 'lost') {
      this.#abstained.push({ ...span, because: 'not_seen' });
      return;
    }
    if (found.against > MAX_AGAINST) return; // another movement: a curl is no push-up, and no doubtful one either
    const confidence = Math.max(0, Math.min(1, found.seen * (1 - found.against)));
    if (confidence < MIN_CONFIDENCE) {
      this.#abstained.push({ ...span, because: 'too_little_seen' });
      return;
    }
    const fouls = this.#foulsOf(found);
    const evidence = {
      amplitude: { value: found.peak, unit: 'share_of_way' as const },
      rest: this.#frames.at(found.start),
      end: this.#frames.at(found.peakAt),
    };
    this.#reps.push({ ...span, valid: fouls.length === 0, fouls, confidence, evidence });
  }

  #foulsOf(cycle: Cycle): readonly ExerciseFoul[] {
    const { short, early, foulsOf } = this.#exercise;
    const readings = this.#readings.filter(({ at }) => at >= cycle.start - LEAD_MS && at <= cycle.end);
    return [
      ...(cycle.kind === 'short_of_end' ? [short] : (foulsOf?.(cycle, readings) ?? [])),
      ...(cycle.early && early !== undefined ? [early] : []),
    ];
  }
}
