import {
  FOULS,
  ITEMS,
  type ItemKey,
  ItemState,
  type TestDayDecision,
  type TestDayEntry,
} from '@tizhi/contracts';
import fc from 'fast-check';
import type { TestDayInput } from './input.ts';
import { attemptId, DAY, heard, MORNING, place, plan, pupil, station, subject } from './test-day.fixture.ts';

/** Any test day: three pupils, four stations, attempts and decisions of every kind, sensible or not. */

const PUPILS = [
  pupil('ann', { sex: 'female', tag: 'card-a' }),
  pupil('bo', { tag: 'card-b' }),
  pupil('cy', { tag: 'card-c', class: 'c8-2' }),
];
const PLACES = [
  place('s-jump', 'standing_long_jump', 1),
  place('s-scale', 'height'),
  place('s-scale', 'weight'),
  place('s-run', 'run_50m', 0.05),
];

const oneOf = fc.constantFrom;
const anySubject = oneOf(...['ann', 'ann', 'bo', 'bo', 'cy', 'cy', 'stranger'].map(subject));
const anyTag = oneOf('card-a', 'card-b', 'bib-1', 'bib-2');
const anyStation = oneOf(...['s-jump', 's-scale', 's-run', 's-other'].map(station));
const anyItem = oneOf<ItemKey>('standing_long_jump', 'height', 'weight', 'run_50m', 'run_800m');
const anyAttempt = fc.integer({ min: 1, max: 14 }).map(attemptId);
const anyTime = fc.integer({ min: 0, max: 40 }).map((half) => MORNING + half * 30_000);
const reason = fc.constant('r');
const of = <T extends string>(kind: T) => fc.constant(kind);
const anyValue = (item: ItemKey) =>
  fc.integer({ min: ITEMS[item].min * 10 - 50, max: ITEMS[item].max * 10 + 50 }).map((tenths) => tenths / 10);

const anyBody = anyItem.chain((item) =>
  fc
    .record({
      value: fc.option(anyValue(item), { freq: 8 }),
      at: anyTime,
      station: anyStation,
      subject: fc.option(anySubject, { freq: 2 }),
      tag: fc.option(anyTag, { freq: 3 }),
      isTwin: oneOf(false, false, false, false, false, false, true),
      doubt: oneOf(null, null, null, null, null, null, 'manual' as const, 'unstable' as const),
    })
    .map((more) => ({ item, ...more })),
);

/** Each with an id of its own, but for a twin, which has that of the one before: sent twice, or a broken gateway. */
const anyBodies = fc
  .array(anyBody, { minLength: 6, maxLength: 14, size: 'max' })
  .map((bodies) =>
    bodies.map(({ isTwin, ...body }, index) =>
      heard({ ...body, attempt: attemptId(isTwin && index > 0 ? index : index + 1) }),
    ),
  );

const anyDecision: fc.Arbitrary<TestDayDecision> = fc.oneof(
  fc.record({
    kind: of('entered'),
    attempt: fc.integer({ min: 13, max: 18 }).map(attemptId),
    item: anyItem,
    value: fc.integer({ min: 0, max: 250 }),
    subject: fc.option(anySubject),
    at: anyTime,
    by: oneOf('hand' as const, 'stopwatch' as const),
    raw: fc.constant('as written'),
  }),
  fc.record({ kind: of('claimed'), attempt: anyAttempt, subject: anySubject, reason }),
  fc.record({ kind: of('released'), attempt: anyAttempt, reason }),
  fc.record({ kind: of('fouled'), attempt: anyAttempt, foul: oneOf(...FOULS), reason }),
  fc.record({ kind: of('voided'), attempt: anyAttempt, reason }),
  fc.record({ kind: of('restored'), attempt: anyAttempt, reason }),
  fc.record({ kind: of('corrected'), attempt: anyAttempt, value: fc.integer({ min: 0, max: 250 }), reason }),
  fc.record({
    kind: of('state_set'),
    subject: anySubject,
    item: anyItem,
    state: oneOf(...ItemState.options),
    reason,
  }),
  fc.record({ kind: of('retest_granted'), subject: anySubject, item: anyItem, reason }),
  fc.record({
    kind: of('queued'),
    station: anyStation,
    subjects: fc.array(anySubject, { maxLength: 5, size: 'max' }),
  }),
  fc.record({ kind: of('skipped'), station: anyStation, subject: anySubject }),
  fc.record({ kind: of('bib_given'), tag: anyTag, subject: anySubject }),
  fc.record({ kind: of('closed'), reason }),
  fc.record({ kind: of('reopened'), reason }),
);

const anyEntries = fc.array(fc.tuple(anyTime, anyDecision), { maxLength: 14 }).map((decided) =>
  decided.map(
    ([at, decision], index): TestDayEntry => ({
      entry: index + 1,
      testDay: DAY,
      at,
      account: null,
      decision,
    }),
  ),
);

const anyHistory = fc.array(
  fc.record({
    subject: anySubject,
    item: anyItem,
    value: fc.integer({ min: 5, max: 250 }),
    at: fc.constant(MORNING - 365 * 86_400_000),
  }),
  { maxLength: 4 },
);

export const anyDay: fc.Arbitrary<TestDayInput> = fc
  .record({
    attempts: anyBodies,
    entries: anyEntries,
    history: anyHistory,
    counts: oneOf('best' as const, 'last' as const),
  })
  .map(({ counts, ...day }) => ({
    ...day,
    plan: plan({ stations: PLACES, rules: { run_50m: { attempts: 2, counts, rounding: 'up' } } }),
    pupils: PUPILS,
  }));

export { anyDecision };
