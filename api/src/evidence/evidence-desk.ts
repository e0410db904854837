import { setImmediate } from 'node:timers/promises';
import { type EvidenceTest, evidenceSteps } from '@tizhi/analytics';
import {
  type EvidenceQuery,
  type EvidenceReport,
  type EvidenceResponse,
  GRADES,
  type Programme,
  type SchoolId,
} from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import type { HistoryBook } from '../care/history-book.ts';
import type { Roster, RosterCache } from '../school/roster-cache.ts';
import { inTurns } from './in-turns.ts';

/** Pupils whose tests are read between two turns of the event loop. */
const PORTION = 50;
/** A report is worked out again after this: on a school of 2,000 it takes half a second of the processor. */
const KEPT_MS = 60_000;

export interface EvidenceDesk {
  report(query: Pick<EvidenceQuery, 'schoolYear' | 'grade'>): Promise<EvidenceResponse>;
  /** Programmes changed. */
  changed(): void;
}

interface Made {
  readonly at: number;
  readonly roster: Roster;
  readonly programmes: readonly Programme[];
  readonly report: EvidenceReport;
}

/**
 * Reports on the groups of a school. The whole is always worked out and what was asked for is taken from it:
 * reports on parts, each suppressed on its own, could be subtracted from each other.
 */
export function createEvidenceDesk({
  records,
  roster,
  book,
  school,
}: {
  readonly records: RecordStore;
  readonly roster: RosterCache;
  readonly book: Pick<HistoryBook, 'portions'>;
  readonly school: SchoolId;
}): EvidenceDesk {
  let making: Promise<Made> | undefined;

  const make = async (): Promise<Made> => {
    const people = await roster.current();
    const programmes = await records.programmes.list(school);
    const tests: EvidenceTest[] = [];
    for await (const histories of book.portions([...people.pupils.keys()], PORTION)) {
      for (const { subject, tests: own } of histories)
        for (const test of own)
          tests.push({ subject, class: people.pupils.get(subject)?.class ?? null, test });
      await setImmediate();
    }
    const report = await inTurns(
      evidenceSteps({ tests, programmes: programmes.map((each) => withSubjects(each, people)) }),
    );
    return { at: performance.now(), roster: people, programmes, report };
  };

  const current = async (): Promise<Made> => {
    const known = making;
    const made = await known;
    if (made !== undefined && known === making && performance.now() - made.at < KEPT_MS) return made;
    if (making === undefined || making === known) {
      const mine = make();
      making = mine;
      // What failed is tried again by the next who asks.
      mine.catch(() => {
        if (making === mine) making = undefined;
      });
    }
    return making;
  };

  return {
    report: async (query) => answer(await current(), query),
    changed() {
      making = undefined;
    },
  };
}

/** Who is in the classes now: a class keeps its pupils from year to year. */
const withSubjects = ({ id, name, classes, from, to }: Programme, { pupils }: Roster) => {
  const had = new Set(classes);
  const subjects = [...pupils.values()].filter((pupil) => had.has(pupil.class)).map(({ subject }) => subject);
  return { id, name, from, to, subjects };
};

function answer(
  { roster, programmes, report }: Made,
  { schoolYear, grade }: Pick<EvidenceQuery, 'schoolYear' | 'grade'>,
): EvidenceResponse {
  const schoolYears = [...new Set(report.groups.map(({ group }) => group.schoolYear))];
  const year = schoolYear ?? schoolYears.at(-1) ?? null;
  const ofYear = report.groups.filter(({ group }) => group.schoolYear === year);
  return {
    schoolYear: year,
    schoolYears,
    grades: GRADES.filter((known) => ofYear.some(({ group }) => group.grade === known)),
    classes: [...roster.classes.values()].map(({ class: id, name, grade: own }) => ({
      class: id,
      name,
      grade: own,
    })),
    programmes: [...programmes],
    report: {
      ...report,
      groups: grade === undefined ? ofYear : ofYear.filter(({ group }) => group.grade === grade),
    },
  };
}
