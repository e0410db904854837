import { z } from 'zod';
import { health, internal, personal } from './data-class.ts';
import { AccountId, AttemptId, ClassId, DeviceId, Instant, SchoolId, SubjectId, TestDayId } from './ids.ts';
import { ItemKey } from './items.ts';

/**
 * A test day (体测日): who is tested on what, where, and everything that people decide on it. Nothing is ever
 * overwritten: attempts are what gateways heard, decisions are appended, and every official result is derived
 * from both (`analytics/src/test-day`).
 */

/** How a raw measurement becomes the stored one (进位方式); see `RoundingMode` of analytics. */
export const RoundingName = z.enum(['none', 'half_up', 'truncate', 'up']);

/** How many attempts an item has and which one counts; the standard notes mark their support (rules.md). */
export const ItemRule = z.object({
  attempts: internal(z.int().min(1).max(20)),
  counts: internal(z.enum(['best', 'last'])),
  rounding: internal(RoundingName),
});
export type ItemRule = z.infer<typeof ItemRule>;

/** A place on the field where one item is measured. */
export const TestStation = z.object({
  /** The gateway's device; a station without one is served by hand or stopwatch. */
  station: internal(DeviceId),
  item: internal(ItemKey),
  /** Bound of the station's error as its maker or its calibration states it, in the item's unit; `null`: unknown. */
  error: internal(z.number().min(0).max(1_000).nullable()),
  /** Who says so. */
  errorSource: internal(z.string().max(200).nullable()),
});
export type TestStation = z.infer<typeof TestStation>;

export const TestDayPlan = z.object({
  testDay: internal(TestDayId),
  school: internal(SchoolId),
  name: internal(z.string().min(1).max(100)),
  /** The day in China, ISO date. */
  date: internal(z.iso.date()),
  /** The school year it counts for, by its first calendar year: 2026 is 2026-2027. */
  year: internal(z.int().min(2000).max(2100)),
  kind: internal(z.enum(['regular', 'make_up'])),
  classes: internal(z.array(ClassId).min(1).max(500)),
  stations: z.array(TestStation).max(200),
  /** Rules that differ from the usual ones. */
  rules: internal(z.partialRecord(ItemKey, ItemRule)),
});
export type TestDayPlan = z.infer<typeof TestDayPlan>;

/** Why an attempt does not count, beside what the item's own rule names. */
export const FOULS = [
  'over_line',
  'false_start',
  'wrong_lane',
  'fell',
  'bent_arms',
  'chin_below_bar',
  'elbows_short',
  'hips_lifted',
  'knees_bent',
  'equipment',
  'other',
] as const;
export const Foul = z.enum(FOULS);
export type Foul = z.infer<typeof Foul>;

/** Why a pupil has no result; never a 0. `due`: is still to be measured. */
export const ItemState = z.enum(['due', 'exempt', 'deferred', 'absent']);
export type ItemState = z.infer<typeof ItemState>;

const reason = personal(z.string().trim().min(1).max(300));

/**
 * One decision on a test day, appended and never changed. `attempt` names an attempt that a gateway sent or
 * that an `entered` decision made.
 */
export const TestDayDecision = z.discriminatedUnion('kind', [
  /** Written by hand, taken by stopwatch, or counted by a camera outside a gateway: becomes an attempt. */
  z.object({
    kind: internal(z.literal('entered')),
    attempt: internal(AttemptId),
    item: internal(ItemKey),
    /** In the item's unit, as it was read. */
    value: health(z.number().min(-1_000_000).max(1_000_000)),
    subject: personal(SubjectId.nullable()),
    at: internal(Instant),
    by: internal(z.enum(['hand', 'stopwatch', 'camera'])),
    /** What was written or tapped, word for word: the end of the walk back. */
    raw: health(z.string().min(1).max(1_000)),
  }),
  /** Gives an attempt to a pupil: from the tray, or from another pupil (then all that was derived moves). */
  z.object({
    kind: internal(z.literal('claimed')),
    attempt: internal(AttemptId),
    subject: personal(SubjectId),
    reason,
  }),
  /** Back into the tray. */
  z.object({ kind: internal(z.literal('released')), attempt: internal(AttemptId), reason }),
  z.object({
    kind: internal(z.literal('fouled')),
    attempt: internal(AttemptId),
    foul: health(Foul),
    reason: personal(z.string().trim().max(300)),
  }),
  /** Was no attempt at all (a test of the station), or its number is known to be wrong. */
  z.object({ kind: internal(z.literal('voided')), attempt: internal(AttemptId), reason }),
  /** Takes a foul or a void back. */
  z.object({ kind: internal(z.literal('restored')), attempt: internal(AttemptId), reason }),
  /** Another value in the item's unit; what was measured stays beside it. */
  z.object({
    kind: internal(z.literal('corrected')),
    attempt: internal(AttemptId),
    value: health(z.number().min(-1_000_000).max(1_000_000)),
    reason,
  }),
  z.object({
    kind: internal(z.literal('state_set')),
    subject: personal(SubjectId),
    item: internal(ItemKey),
    state: health(ItemState),
    reason,
  }),
  /** One more attempt than the rule gives. */
  z.object({
    kind: internal(z.literal('retest_granted')),
    subject: personal(SubjectId),
    item: internal(ItemKey),
    reason,
  }),
  /** The order in which pupils come to a station: an attempt there without card or bib is the next one's. */
  z.object({
    kind: internal(z.literal('queued')),
    station: internal(DeviceId),
    subjects: personal(z.array(SubjectId).max(2_000)),
  }),
  /** This pupil is passed over at the head of a queue and comes last. */
  z.object({
    kind: internal(z.literal('skipped')),
    station: internal(DeviceId),
    subject: personal(SubjectId),
  }),
  /** The bib (号码布) or card that a pupil wears on this day. */
  z.object({
    kind: internal(z.literal('bib_given')),
    tag: personal(z.string().min(1).max(64)),
    subject: personal(SubjectId),
  }),
  z.object({ kind: internal(z.literal('closed')), reason: personal(z.string().trim().max(300)) }),
  z.object({ kind: internal(z.literal('reopened')), reason }),
]);
export type TestDayDecision = z.infer<typeof TestDayDecision>;

/** A decision as it stands in the record: who, when, in which order. */
export const TestDayEntry = z.object({
  /** Grows with each entry of the school; never used twice. */
  entry: internal(z.int().min(1)),
  testDay: internal(TestDayId),
  at: internal(Instant),
  account: internal(AccountId.nullable()),
  decision: TestDayDecision,
});
export type TestDayEntry = z.infer<typeof TestDayEntry>;

export const TestDaySummary = z.object({
  ...TestDayPlan.shape,
  closed: internal(z.boolean()),
  pupils: personal(z.int().min(0)),
  /** Results that are in, and that are to come; exempt, deferred and absent ones are in neither. */
  done: health(z.int().min(0)),
  due: health(z.int().min(0)),
  /** Attempts in the tray. */
  unclaimed: health(z.int().min(0)),
});
export type TestDaySummary = z.infer<typeof TestDaySummary>;
export const TestDayList = z.object({ testDays: z.array(TestDaySummary) });
export type TestDayList = z.infer<typeof TestDayList>;
