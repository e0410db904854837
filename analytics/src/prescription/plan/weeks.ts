import type {
  Dose,
  Drill,
  FitnessComponent,
  Level,
  PlanFocus,
  PlannedDrill,
  PlanWeek,
} from '@tizhi/contracts';
import { ITEMS } from '@tizhi/contracts';
import { levelName } from '../../standard/index.ts';
import { STRENGTH } from '../library/dose-rules.ts';
import { COOL_DOWNS, drillOf, SESSION_ORDER, WARM_UPS } from '../library/library.ts';
import { because, RESTS_ON } from './because.ts';
import { COMPONENT_NAMES } from './components.ts';
import { allowedDrills, type PupilForDrills, pickDrill } from './pick.ts';
import { doseAfter, secondsOf } from './progress.ts';

/** A component of the plan with the level whose doses it takes. */
export interface Aim {
  readonly focus: PlanFocus;
  readonly level: Level;
  /** Shifts the turn, so that an item that did not get better gets other drills. */
  readonly shift: number;
}

export interface WeeksInput {
  readonly pupil: PupilForDrills & { readonly subject: string };
  readonly aims: readonly Aim[];
  readonly weeks: number;
  readonly frequency: number;
  readonly minutesCap: number;
  /** `hold`: doses stay; `less`: one drill fewer a session; `ahead`: begins two weeks further on. */
  readonly pace: 'normal' | 'hold' | 'less' | 'ahead';
}

/** The same for every pupil, however many sessions a week they have: see `pickDrill`. */
const TURNS_PER_HALF = 3;
/** Changing over from one drill to the next, s. */
const CHANGE_SECONDS = 30;

/** What stays longest when the minutes of a grade are short. */
const KEEP = { mainAgain: 1, daily: 4, strength: 5, focus: [9, 6, 3], coolDown: 7, warmUp: 8 } as const;

/** A drill of a session before its dose. Of several, the lowest `keep` leaves first. */
interface Slot {
  readonly drill: Drill;
  readonly level: Level;
  readonly role: 'warm_up' | 'focus' | 'strength' | 'daily' | 'cool_down';
  readonly focus: PlanFocus | null;
  readonly keep: number;
}

/** Week by week, the sessions with their drills and doses. */
export function weeksOf(input: WeeksInput): PlanWeek[] {
  const used = new Map<string, number>();
  return Array.from({ length: input.weeks }, (_, index): PlanWeek => {
    // The second half goes on with the drills that come after those of the first.
    const from = index >= Math.ceil(input.weeks / 2) ? TURNS_PER_HALF : 0;
    const sessions = Array.from({ length: input.frequency }, (_, session) =>
      sessionOf(input, { turn: from + session, used }),
    );
    for (const id of new Set(sessions.flatMap(({ drills }) => drills.map(({ drill }) => drill))))
      used.set(id, (used.get(id) ?? 0) + 1);
    return { week: index + 1, sessions, because: whyWeek(index, input) };
  });
}

function sessionOf(
  input: WeeksInput,
  { turn, used }: { turn: number; used: ReadonlyMap<string, number> },
): PlanWeek['sessions'][number] {
  const planned = (slot: Slot): PlannedDrill => ({
    drill: slot.drill.id,
    drillVersion: slot.drill.version,
    dose: doseOf(slot, { pace: input.pace, weeks: used.get(slot.drill.id) ?? 0 }),
    because: whyDrill(slot),
  });
  let slots = slotsOf(input, turn);
  let drills = slots.map(planned);
  while (minutesOf(drills) > input.minutesCap && slots.length > 1) {
    const least = Math.min(...slots.map(({ keep }) => keep));
    slots = slots.filter(({ keep }) => keep !== least);
    drills = slots.map(planned);
  }
  return { drills, minutes: Math.min(60, Math.max(5, minutesOf(drills))) };
}

function slotsOf({ pupil, aims, pace }: WeeksInput, turn: number): Slot[] {
  const allowed = allowedDrills(pupil);
  const taken = new Set<string>();
  const first = (ids: readonly string[]): Drill | undefined => {
    const found = ids
      .map((id) => drillOf(id))
      .find((each) => each && allowed.includes(each) && !taken.has(each.id));
    if (found) taken.add(found.id);
    return found;
  };
  const warmUp = first(WARM_UPS);
  const coolDown = first(COOL_DOWNS);
  const pick = (component: FitnessComponent, item: Drill['items'][number] | null, at: number) => {
    const found = pickDrill({ pupil, component, item, turn: at, taken });
    if (found) taken.add(found.id);
    return found;
  };
  const middle: Slot[] = [];
  const add = (drill: Drill | undefined, rest: Omit<Slot, 'drill'>): void => {
    if (drill) middle.push({ drill, ...rest });
  };
  for (const [index, { focus, level, shift }] of aims.entries())
    add(pick(focus.component, focus.item, turn + shift), {
      level,
      role: 'focus',
      focus,
      keep: KEEP.focus[index] ?? 0,
    });
  const [main] = aims;
  if (main && (pace === 'normal' || pace === 'ahead'))
    add(pick(main.focus.component, main.focus.item, turn + main.shift + 1), {
      level: main.level,
      role: 'focus',
      focus: main.focus,
      keep: KEEP.mainAgain,
    });
  if (!aims.some(({ focus }) => STRENGTH.has(focus.component)))
    add(pick('core', null, turn), { level: 'pass', role: 'strength', focus: null, keep: KEEP.strength });
  if (!aims.some(({ focus }) => focus.component === 'aerobic' || focus.component === 'endurance'))
    add(pick('aerobic', null, turn), { level: 'pass', role: 'daily', focus: null, keep: KEEP.daily });
  middle.sort((a, b) => SESSION_ORDER.indexOf(a.drill.component) - SESSION_ORDER.indexOf(b.drill.component));
  const edge = (drill: Drill | undefined, role: 'warm_up' | 'cool_down', keep: number): Slot[] =>
    drill ? [{ drill, level: 'pass', role, focus: null, keep }] : [];
  return [...edge(warmUp, 'warm_up', KEEP.warmUp), ...middle, ...edge(coolDown, 'cool_down', KEEP.coolDown)];
}

function doseOf({ drill, level, role }: Slot, of: { pace: WeeksInput['pace']; weeks: number }): Dose {
  const base = drill.doses[level];
  if (role !== 'focus' || of.pace === 'hold') return base;
  return doseAfter(base, { weeks: of.weeks + (of.pace === 'ahead' ? 2 : 0), component: drill.component });
}

/** How long the drills of a session take, whole minutes. */
export const minutesOf = (drills: readonly { readonly dose: Dose }[]): number =>
  Math.ceil(drills.reduce((sum, { dose }) => sum + secondsOf(dose) + CHANGE_SECONDS, 0) / 60);

function whyDrill({ drill, level, role, focus }: Slot): PlannedDrill['because'] {
  const rests = [drill.evidence.reference, drill.evidence.strength] as const;
  switch (role) {
    case 'warm_up':
      return because(['热身：由小到大活动关节', 'Warm-up: joints from small to large movements'], rests);
    case 'cool_down':
      return because(
        ['放松：每次课末拉伸', 'Cool-down: stretch at the end of each session'],
        RESTS_ON.flexibility,
      );
    case 'strength':
      return because(['每周三次增强肌肉和骨骼', 'Muscles and bones three times a week'], RESTS_ON.who);
    case 'daily':
      return because(
        ['每天 60 分钟活动的一部分', 'A part of the 60 active minutes of every day'],
        RESTS_ON.who,
      );
    case 'focus': {
      const item = focus === null || focus.item === 'bmi' ? null : ITEMS[focus.item];
      const component = COMPONENT_NAMES[drill.component];
      return because(
        [
          `为${item?.zh ?? component.zh}练${component.zh}；剂量按“${levelName(level, 'zh')}”档`,
          `${component.en} for ${item?.en ?? component.en}; dose of the level "${level}"`,
        ],
        rests,
      );
    }
    default:
      return role satisfies never;
  }
}

function whyWeek(index: number, { weeks, pace }: WeeksInput): PlanWeek['because'] {
  if (index === 0)
    return because(['先学动作，宁轻勿重', 'Learn the movements first, rather too light'], RESTS_ON.nsca);
  if (index === weeks - 1)
    return because(
      ['最后一周：周末复测，再定新计划', 'Last week: test again, then a new plan'],
      RESTS_ON.own,
    );
  if (index === Math.ceil(weeks / 2))
    return because(['换一组动作，练同样的能力', 'Other drills for the same components'], RESTS_ON.testItems);
  return pace === 'hold'
    ? because(['保持剂量', 'The doses stay'], RESTS_ON.own)
    : because(
        ['每个动作约加 5%，不超过 10%', 'About 5 % more per drill, never above 10 %'],
        RESTS_ON.progression,
      );
}
