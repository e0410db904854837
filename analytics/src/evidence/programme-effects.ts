import type { ProgrammeEffect, SubjectId } from '@tizhi/contracts';
import {
  type AdjustedEffect,
  adjustedEffect,
  type BeforeAfter,
  classesOf,
  comparable,
  sides,
} from './adjusted-effect.ts';
import { CAVEATS } from './caveats.ts';
import type { CompleteTest } from './complete-test.ts';
import type { Measure } from './level-counts.ts';

/** A programme and who had it, from its first to its last day (`YYYY-MM-DD`). */
export interface EvidenceProgramme {
  readonly id: string;
  readonly name: string;
  readonly subjects: readonly SubjectId[];
  readonly from: string;
  readonly to: string;
}

/** The effects of one programme on the total and on every item that was done before and after. */
export function* programmeEffects(
  programme: EvidenceProgramme,
  bySubject: ReadonlyMap<SubjectId, readonly CompleteTest[]>,
): Generator<ProgrammeEffect> {
  const had = new Set(programme.subjects);
  const pairs = [...bySubject].flatMap(([subject, tests]) => {
    const pair = aroundProgramme(tests, programme);
    return pair === undefined ? [] : [{ ...pair, treated: had.has(subject) }];
  });
  const inBoth = pairs.flatMap(({ before, after }) =>
    [...before.items.keys()].filter((key) => after.items.has(key)),
  );
  for (const item of ['total', ...new Set(inBoth)] as const) {
    const pupils = comparable(pairs.flatMap((pair) => resultsOf(pair, item)));
    const { treated, compared } = sides(pupils);
    const found = adjustedEffect(pupils);
    yield {
      programme: programme.id,
      item,
      treated: inTens(treated.length),
      compared: inTens(compared.length),
      treatedClasses: classesOf(treated),
      comparedClasses: classesOf(compared),
      effect: found.kind === 'estimated' ? found.effect : null,
      caveat: caveatOf(found),
    };
  }
}

interface Pair {
  readonly before: CompleteTest;
  readonly after: CompleteTest;
  readonly treated: boolean;
}

/** The last test that was over before the programme began, and the first that began after it ended. */
function aroundProgramme(
  tests: readonly CompleteTest[],
  { from, to }: EvidenceProgramme,
): Omit<Pair, 'treated'> | undefined {
  const inOrder = tests.toSorted((a, b) => a.schoolYear - b.schoolYear);
  const before = inOrder.findLast((test) => latestDay(test) < from);
  const after = inOrder.find((test) => earliestDay(test) > to);
  return before === undefined || after === undefined ? undefined : { before, after };
}

// A test whose day is not known lies somewhere in its school year.
const earliestDay = ({ testedOn, schoolYear }: CompleteTest): string => testedOn ?? `${schoolYear}-09-01`;
const latestDay = ({ testedOn, schoolYear }: CompleteTest): string => testedOn ?? `${schoolYear + 1}-08-31`;

function resultsOf({ before, after, treated }: Pair, measure: Measure): BeforeAfter[] {
  const own = after.class ?? before.class;
  const [first, second] = [pointsOf(before, measure), pointsOf(after, measure)];
  if (own === null || first === undefined || second === undefined) return [];
  const stratum = [before, after].map(({ schoolYear, grade }) => `${schoolYear}/${grade}`).join(' ');
  return [{ class: own, stratum, girl: after.sex === 'female', before: first, after: second, treated }];
}

/** Scores, not values: what is good grows with age, and the standard's tables grow with it. */
const pointsOf = (test: CompleteTest, measure: Measure): number | undefined =>
  measure === 'total' ? test.total : test.items.get(measure)?.score;

/** In tens: the exact number beside a class's would tell how many of it lack one of the two tests. */
const inTens = (count: number): number | null => (count < 10 ? null : Math.floor(count / 10) * 10);

const caveatOf = (found: AdjustedEffect): ProgrammeEffect['caveat'] =>
  found.kind === 'estimated' ? CAVEATS.selection : CAVEATS[found.reason];
