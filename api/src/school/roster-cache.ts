import type { ClassId, Instant, SchoolId, SubjectId } from '@tizhi/contracts';
import type { Pupil, RecordStore, SchoolClass } from '@tizhi/storage';

/** The school's people at one moment. */
export interface Roster {
  readonly schoolName: string;
  readonly classes: ReadonlyMap<ClassId, SchoolClass>;
  readonly pupils: ReadonlyMap<SubjectId, Pupil>;
  readonly readAt: Instant;
}

/** Reading thousands of encrypted names is work; a roster changes a few times a year. */
const FRESH_MS = 30_000;
/** A subject nobody knows asks for a new reading, but not more often than this. */
const AT_MOST_EVERY_MS = 1_000;

export interface RosterCache {
  /** What was read last, without waiting. */
  readonly last: Roster;
  /** Not older than 30 s; the last reading where the store does not answer. Throws only before the first. */
  current(): Promise<Roster>;
  /** Read now (after a change). */
  refresh(): Promise<Roster>;
  /** The pupil, reading again where she is not known yet; `undefined`: nobody, or erased. */
  pupil(subject: SubjectId): Promise<Pupil | undefined>;
}

export function createRosterCache({
  records,
  school,
  clock,
}: {
  readonly records: RecordStore;
  readonly school: SchoolId;
  readonly clock: () => Instant;
}): RosterCache {
  let last: Roster = { schoolName: school, classes: new Map(), pupils: new Map(), readAt: 0 };
  let reading: Promise<Roster> | undefined;

  const read = async (): Promise<Roster> => {
    const [known, classes, pupils] = await Promise.all([
      records.roster.school(school),
      records.roster.classes(school),
      records.roster.pupils(school),
    ]);
    last = {
      schoolName: known?.name ?? school,
      classes: new Map(classes.map((each) => [each.class, each])),
      pupils: new Map(pupils.map((pupil) => [pupil.subject, pupil])),
      readAt: clock(),
    };
    return last;
  };
  const refresh = (): Promise<Roster> => {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
  const olderThan = (ms: number): boolean => clock() - last.readAt >= ms;
  const current = async (): Promise<Roster> => {
    if (!olderThan(FRESH_MS)) return last;
    if (last.readAt === 0) return refresh();
    return refresh().catch(() => last);
  };

  return {
    get last() {
      return last;
    },
    current,
    refresh,
    async pupil(subject) {
      const found = (await current()).pupils.get(subject);
      if (found !== undefined || !olderThan(AT_MOST_EVERY_MS)) return found;
      return (await refresh()).pupils.get(subject);
    },
  };
}
