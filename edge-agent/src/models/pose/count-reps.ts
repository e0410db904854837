import { CycleCounter } from './cycle-counter.ts';
import { RopeCounter, VerticalJumpCounter } from './hop-counters.ts';
import type { Counted, Exercise, Item } from './items/exercise.ts';
import { JUMPING_JACK } from './items/jumping-jack.ts';
import { PULL_UP } from './items/pull-up.ts';
import { PUSH_UP } from './items/push-up.ts';
import { SIT_UP } from './items/sit-up.ts';
import { SQUAT } from './items/squat.ts';
import { LongJumpCounter } from './long-jump.ts';
import type { Mat } from './mat.ts';
import type { PoseFrame } from './pose.ts';
import type { ItemCounter, RepCount } from './rep.ts';
import { ShuttleCounter } from './shuttle.ts';

const CYCLES = {
  squat: SQUAT,
  push_up: PUSH_UP,
  pull_up: PULL_UP,
  sit_up_1min: SIT_UP,
  jumping_jack: JUMPING_JACK,
} as const satisfies Partial<Record<Counted, Exercise>>;

/** Counts one person's repetitions of one item frame by frame. */
export class RepCounter {
  readonly item: Item;
  readonly #counter: ItemCounter;

  /** `mat`: the floor that a long jump or a shuttle run is measured over; without it they abstain. */
  constructor(item: Item, mat: Mat | null = null) {
    this.item = item;
    this.#counter = counterOf(item, mat);
  }

  /** Takes the next frame; frames come in the order of their time. */
  step(frame: PoseFrame): void {
    this.#counter.step(frame);
  }

  /** What was counted so far; `ended`: the film is over, nothing follows. */
  result(of: { readonly ended: boolean }): RepCount {
    const { reps, abstained, events } = this.#counter.result(of);
    return {
      item: this.item,
      count: reps.filter(({ valid }) => valid).length,
      reps,
      abstained,
      events,
    };
  }
}

function counterOf(item: Item, mat: Mat | null): ItemCounter {
  switch (item) {
    case 'rope_skip_1min':
      return new RopeCounter();
    case 'vertical_jump':
      return new VerticalJumpCounter();
    case 'standing_long_jump':
      return new LongJumpCounter(mat);
    case 'shuttle_50m_x8':
      return new ShuttleCounter(mat);
    default:
      return new CycleCounter(CYCLES[item]);
  }
}
