import type { NotMeasured } from '@tizhi/contracts';
import type { Chance } from './fitness-chance.ts';
import type { Lifestyle } from './fitness-habits.ts';
import type { DrawnItem } from './fitness-items.ts';

/** Why results are missing, and how often. All shares are invented (low strength): a few in a hundred. */

/** Of all pupils: exempt for good by a doctor; away from the city before or after some test. */
const EXEMPT_FOR_GOOD = 0.004;
const CAME_LATE = 0.02;
const LEFT_AFTER_4 = 0.02;
const LEFT_AFTER_6 = 0.035;
/** Of a test: the whole day missed, or put off. */
const ABSENT = 0.008;
const DEFERRED = 0.004;
/** Of an item: nobody wrote it down. */
const LOST = 0.0025;
/** Loss by injury from which a doctor exempts, and the body mass score from which the run is left out by some. */
const EXEMPT_INJURY = 1;
const HEAVY_SCORE = 2;
const HEAVY_LEAVES_RUN = 0.06;

const RUNS: ReadonlySet<DrawnItem> = new Set(['shuttle_50m_x8', 'run_1000m', 'run_800m']);
const WITHOUT_LEGS: ReadonlySet<DrawnItem> = new Set(['vital_capacity', 'sit_and_reach', 'pull_up']);

export interface Presence {
  readonly exemptForGood: boolean;
  /** Whether the pupil was in the city's schools at grades 4, 6 and 8. */
  readonly there: readonly [boolean, boolean, boolean];
}

export function drawPresence(chance: Chance): Presence {
  const exemptForGood = chance.share() < EXEMPT_FOR_GOOD;
  const draw = chance.share();
  const late = draw < CAME_LATE;
  const after4 = !late && draw < CAME_LATE + LEFT_AFTER_4;
  const after6 = !late && !after4 && draw < CAME_LATE + LEFT_AFTER_4 + LEFT_AFTER_6;
  return { exemptForGood, there: [!late, !after4, !after4 && !after6] };
}

/** What keeps a pupil from the whole test; `null`: nothing. Height and weight are then missing too. */
export function keptFromTest(chance: Chance): NotMeasured | null {
  const draw = chance.share();
  if (draw < ABSENT) return 'absent';
  return draw < ABSENT + DEFERRED ? 'deferred' : null;
}

/** What keeps a pupil from one item; `null`: nothing. Not at random: the hurt and the very heavy run less. */
export function keptFromItem(
  of: {
    readonly item: DrawnItem;
    readonly presence: Presence;
    readonly life: Lifestyle;
    readonly mass: number;
  },
  chance: Chance,
): NotMeasured | null {
  const draw = chance.share();
  if (of.presence.exemptForGood && !WITHOUT_LEGS.has(of.item)) return 'exempt';
  if (of.life.injury > EXEMPT_INJURY && !WITHOUT_LEGS.has(of.item)) return 'exempt';
  if (RUNS.has(of.item) && of.mass > HEAVY_SCORE && draw < HEAVY_LEAVES_RUN) return 'exempt';
  return draw > 1 - LOST ? 'missing' : null;
}
