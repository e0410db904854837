import { z } from 'zod';
import { health, internal, personal } from './data-class.ts';
import { DeviceId, SubjectId } from './ids.ts';
import { BmiLevel, Grade, ItemKey, Level, ScoredItemKey, Sex } from './items.ts';
import { TestDayEntry } from './test-day.ts';
import { AttemptView } from './test-day-view.ts';

/**
 * The walk back from a score: table cell and version -> official result -> attempt -> raw frame -> station.
 */

const address = {
  item: internal(ScoredItemKey),
  sex: personal(Sex),
  grade: personal(Grade),
  /** Which sources agree on the table (O: the Ministry's own text). */
  sources: internal(z.string()),
};

/** The printed row that gave the score. */
export const TraceCell = z.discriminatedUnion('kind', [
  z.object({
    kind: internal(z.literal('threshold')),
    ...address,
    score: health(z.int().min(0).max(100)),
    /** In the item's unit. */
    threshold: health(z.number()),
  }),
  z.object({
    kind: internal(z.literal('band')),
    ...address,
    score: health(z.int().min(0).max(100)),
    level: health(BmiLevel),
    /** kg/m², both included; `null`: open. */
    low: health(z.number().nullable()),
    high: health(z.number().nullable()),
  }),
]);

/** One measured result on the way back; a body-mass index has two, height and weight. */
export const TraceSource = z.object({
  item: internal(ItemKey),
  /** The official result, in the item's unit. */
  value: health(z.number().nullable()),
  display: health(z.string()),
  attempt: AttemptView.nullable(),
  /** The frame that the station sent, in hex; `null` for what was entered by a person. */
  rawHex: health(z.string().nullable()),
  /** What a person wrote or tapped, word for word; `null` for what a station sent. */
  rawText: health(z.string().nullable()),
  station: internal(DeviceId.nullable()),
  /** Bound of the station's error and who says so; `null`: unknown. */
  stationError: internal(z.number().nullable()),
  stationErrorSource: internal(z.string().nullable()),
  /** Every decision that touched the attempt or the result, in order. */
  decisions: z.array(TestDayEntry),
});

export const ScoreTrace = z.object({
  /** Version of the standard, such as `CN-NSPFS-2014`. */
  standard: internal(z.string()),
  subject: personal(SubjectId),
  item: internal(ScoredItemKey),
  value: health(z.number().nullable()),
  display: health(z.string()),
  /** `null`: not scored, because it is not measured. */
  score: health(z.int().min(0).max(100).nullable()),
  level: health(z.union([Level, BmiLevel]).nullable()),
  bonus: health(z.int().min(0).max(20).nullable()),
  /** `null` where there is no score, and for a 0, for which the standard prints no row. */
  cell: TraceCell.nullable(),
  bonusCell: z
    .object({ ...address, bonus: health(z.int().min(1).max(20)), beyond: health(z.number()) })
    .nullable(),
  sources: z.array(TraceSource),
});
export type ScoreTrace = z.infer<typeof ScoreTrace>;
