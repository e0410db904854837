import { z } from 'zod';
import { health, internal, personal } from './data-class.ts';
import { AttemptId, DeviceId, Instant, LessonId, SubjectId } from './ids.ts';
import { ItemKey } from './items.ts';
import { Doubt } from './readings.ts';
import { Unit } from './units.ts';

/** One attempt at a fitness-test item as the gateway heard it: the raw frame travels with the number. */
export const AttemptBody = z.object({
  kind: internal(z.literal('attempt')),
  attempt: internal(AttemptId),
  item: internal(ItemKey),
  /** In the item's unit; `null` where the station gave none. */
  value: health(z.number().min(-1_000_000).max(1_000_000).nullable()),
  unit: internal(Unit),
  at: internal(Instant),
  /** The station's own clock, where it printed one. */
  deviceAt: internal(Instant.nullable()),
  station: internal(DeviceId),
  lesson: internal(LessonId.nullable()),
  /** `null`: nobody could be named; the attempt waits to be claimed. */
  subject: personal(SubjectId.nullable()),
  /** The card, bib or queue number the station printed. */
  tag: personal(z.string().min(1).max(64).nullable()),
  confidence: health(z.number().min(0).max(1)),
  doubt: health(Doubt.nullable()),
  /** The frame that the station sent, in hex: the end of the walk back from a score. */
  rawHex: health(z.string().regex(/^(?:[0-9a-f]{2}){1,4096}$/)),
});
export type AttemptBody = z.infer<typeof AttemptBody>;
