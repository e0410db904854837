import { randomBytes } from 'node:crypto';
import { type MatchedRoster, matchRoster, type RosterReading } from '@tizhi/analytics';
import { type AccountId, ClassId } from '@tizhi/contracts';
import type { Pupil, RecordStore, RosterChange, SchoolClass } from '@tizhi/storage';

/** What a roster file does, or would do, to the school. */
export interface RosterReport {
  readonly reading: RosterReading;
  readonly matched: MatchedRoster;
  /** What becomes of each class and pupil, in the reading's order. Ids of new ones are not final in a preview. */
  readonly change: RosterChange;
  /** The school before. */
  readonly before: { readonly classes: readonly SchoolClass[]; readonly pupils: readonly Pupil[] };
  /** False: nothing was changed. */
  readonly imported: boolean;
}

/** Takes a reading without errors over, in one transaction; a preview only tells what would happen. */
export async function importRoster(
  { roster, audit }: RecordStore,
  given: {
    readonly reading: RosterReading;
    readonly school: { readonly school: SchoolClass['school']; readonly name: string };
    readonly preview: boolean;
    /** Now, epoch ms. */
    readonly at: number;
    readonly account?: AccountId;
  },
): Promise<RosterReport> {
  const { reading, school, preview, at, account = null } = given;
  const before = {
    classes: await roster.classes(school.school),
    pupils: await roster.pupils(school.school),
  };
  const matched = matchRoster(reading, before, newClass);
  const { classes, pupils } = matched;
  const change = await roster.import({ school, classes, pupils, preview });
  if (!preview) {
    const detail = `${classes.length} classes, ${pupils.length} pupils`;
    await audit.note({ at, account, action: 'roster_import', detail });
  }
  return { reading, matched, change, before, imported: !preview };
}

/** Random: an id goes into topics and file names and must say nothing about the class. */
const newClass = (): ClassId => ClassId.parse(`class-${randomBytes(8).toString('hex')}`);
