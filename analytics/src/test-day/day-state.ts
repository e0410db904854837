import type {
  AttemptId,
  AttemptView,
  DeviceId,
  Foul,
  ItemKey,
  ItemRule,
  ItemState,
  SubjectId,
  TestDayPlan,
} from '@tizhi/contracts';
import { itemsOf } from '../standard/index.ts';
import type { HeardAttempt } from './heard-attempt.ts';
import type { TestDayInput, TestDayPupil } from './input.ts';
import { ruleOf } from './item-rules.ts';
import { mapInSteps, type Steps } from './steps.ts';

/** Attempts looked at in one step. */
const AT_ONCE = 2_000;

/** How far a day has come while its events are gone through in their order. */
export interface DayState {
  readonly plan: TestDayPlan;
  readonly pupils: ReadonlyMap<SubjectId, PupilState>;
  readonly attempts: ReadonlyMap<AttemptId, AttemptState>;
  /** Cards of the roster; `null`: two pupils have the same, so it names neither. */
  readonly cards: ReadonlyMap<string, SubjectId | null>;
  /** Attempts that carry a tag, by it. */
  readonly tagged: ReadonlyMap<string, readonly AttemptState[]>;
  /** What the plan's stations measure. */
  readonly itemsAt: ReadonlyMap<DeviceId, readonly ItemKey[]>;
  readonly bibs: Map<string, SubjectId>;
  readonly queues: Map<DeviceId, SubjectId[]>;
  closed: boolean;
}

export interface PupilState {
  readonly pupil: TestDayPupil;
  /** The items of the pupil's group, and no other. */
  readonly slots: ReadonlyMap<ItemKey, ItemSlot>;
}

/** One item of one pupil. */
export interface ItemSlot {
  readonly item: ItemKey;
  readonly rule: ItemRule;
  granted: number;
  mark: { readonly state: ItemState; readonly reason: string } | null;
  /** Attempts that used up a turn, and those of them with a usable value. */
  taken: number;
  usable: number;
}

export interface AttemptState {
  readonly heard: HeardAttempt;
  /** Whether its moment has come; decisions may be older where a station's clock is ahead. */
  arrived: boolean;
  subject: SubjectId | null;
  knownBy: AttemptView['knownBy'];
  /** Everybody whose it ever was, in order. */
  owners: readonly SubjectId[];
  /** A person said whose it is, or that it is nobody's: no card changes that. */
  decided: boolean;
  foul: Foul | null;
  voided: boolean;
  correction: number | null;
}

/** In steps: a school's day has tens of thousands of attempts. */
export function* newDay(input: TestDayInput, heard: readonly HeardAttempt[]): Steps<DayState> {
  const { plan } = input;
  const attempts = yield* mapInSteps(heard, newAttempt, AT_ONCE);
  const pupils = yield* mapInSteps(input.pupils, (pupil) => newPupil(pupil, plan), 100);
  const byId = new Map<AttemptId, AttemptState>();
  for (const attempt of attempts) {
    byId.set(attempt.heard.attempt, attempt);
    if (byId.size % AT_ONCE === 0) yield;
  }
  yield;
  return {
    plan,
    pupils: new Map(pupils.map((state) => [state.pupil.subject, state])),
    attempts: byId,
    tagged: new Map(
      [...Map.groupBy(attempts, ({ heard }) => heard.tag)].flatMap(([tag, of]) =>
        tag === null ? [] : [[tag, of] as const],
      ),
    ),
    itemsAt: new Map(
      [...Map.groupBy(plan.stations, ({ station }) => station)].map(([station, places]) => [
        station,
        places.map(({ item }) => item),
      ]),
    ),
    cards: cardsOf(input.pupils),
    bibs: new Map(),
    queues: new Map(),
    closed: false,
  };
}

function newPupil(pupil: TestDayPupil, plan: TestDayPlan): PupilState {
  const slots = measuredItemsOf(pupil).map((item): [ItemKey, ItemSlot] => [
    item,
    { item, rule: ruleOf(plan, item), granted: 0, mark: null, taken: 0, usable: 0 },
  ]);
  return { pupil, slots: new Map(slots) };
}

/** What is measured of a pupil, in the order of the weights table; the index is height and weight. */
export const measuredItemsOf = ({ grade, sex }: Pick<TestDayPupil, 'grade' | 'sex'>): readonly ItemKey[] =>
  itemsOf(grade, sex).flatMap(({ item }): ItemKey[] => (item === 'bmi' ? ['height', 'weight'] : [item]));

const newAttempt = (heard: HeardAttempt): AttemptState => ({
  heard,
  arrived: false,
  subject: null,
  knownBy: null,
  owners: [],
  decided: false,
  foul: null,
  voided: false,
  correction: null,
});

function cardsOf(pupils: readonly TestDayPupil[]): ReadonlyMap<string, SubjectId | null> {
  const cards = new Map<string, SubjectId | null>();
  for (const { tag, subject } of pupils) if (tag !== null) cards.set(tag, cards.has(tag) ? null : subject);
  return cards;
}

export const slotOf = (day: DayState, subject: SubjectId, item: ItemKey): ItemSlot | undefined =>
  day.pupils.get(subject)?.slots.get(item);

/** Whether a number stands there that may count: what the device doubts only when a person gave another. */
export const hasUsableValue = ({ heard, correction }: AttemptState): boolean =>
  correction !== null || (heard.doubt === null && heard.measured !== null);

/** Attempts that a pupil has at an item, retests included. */
export const allowedAttempts = ({ rule, granted }: ItemSlot): number => rule.attempts + granted;

export type AttemptChange = Partial<Omit<AttemptState, 'heard' | 'owners'>>;

/** Changes an attempt and keeps the tally of its pupils right. */
export function change(day: DayState, attempt: AttemptState, to: AttemptChange): void {
  tally(day, attempt, -1);
  Object.assign(attempt, to);
  const { subject, owners } = attempt;
  if (subject !== null && owners.at(-1) !== subject) attempt.owners = [...owners, subject];
  tally(day, attempt, 1);
}

function tally(day: DayState, attempt: AttemptState, sign: 1 | -1): void {
  if (!attempt.arrived || attempt.subject === null || attempt.voided) return;
  const slot = slotOf(day, attempt.subject, attempt.heard.item);
  if (slot === undefined) return;
  const usable = attempt.foul === null && hasUsableValue(attempt);
  if (usable || attempt.foul !== null) slot.taken += sign;
  if (usable) slot.usable += sign;
}
