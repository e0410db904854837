import { trajectoryOf, whatIf } from '@tizhi/analytics';
import type { FitnessHistory, Role, SchoolId, StoryResponse, SubjectId } from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import type { RosterCache } from '../school/roster-cache.ts';
import { drillsIn } from './drills-in.ts';
import type { HistoryBook } from './history-book.ts';
import type { PlanDesk } from './plan-desk.ts';
import { noPupil, pupilHead } from './pupil-head.ts';
import { isSeenBy, ruledWarning } from './warning-view.ts';

/** Warnings of one pupil: a few rules over twelve school years. */
const MAX_WARNINGS_OF_A_PUPIL = 300;

/** Growth facts and blood pressure are the nurse's, as the rules on them say; nobody else is shown them. */
const SEES_GROWTH: ReadonlySet<Role> = new Set(['nurse']);

/** A pupil from the first test to the plan that holds. Throws `TIZHI_NOT_FOUND`. */
export function createStory({
  records,
  roster,
  book,
  plans,
  school,
}: {
  readonly records: RecordStore;
  readonly roster: RosterCache;
  readonly book: HistoryBook;
  readonly plans: PlanDesk;
  readonly school: SchoolId;
}): (subject: SubjectId, role: Role) => Promise<StoryResponse> {
  return async (subject, role) => {
    const known = await roster.pupil(subject);
    const pupil = pupilHead(known, roster.last);
    if (pupil === undefined || known?.school !== school) throw noPupil();
    const [history = { subject, tests: [] }] = await book.of([subject]);
    const { draft, plan } = await plans.standing(subject);
    const stored = await records.care.warnings.list({
      school,
      subjects: [subject],
      limit: MAX_WARNINGS_OF_A_PUPIL,
    });
    const ruled = stored.map(ruledWarning).filter((each) => isSeenBy(each, role));
    const trajectory = trajectoryOf(history);
    const seesGrowth = SEES_GROWTH.has(role);
    return {
      pupil,
      tests: seesGrowth ? history.tests : history.tests.map((test) => ({ ...test, bloodPressure: null })),
      trajectory: seesGrowth ? trajectory : { ...trajectory, screening: [] },
      whatIf: nextLevelOf(history),
      warnings: ruled.map(({ warning }) => warning),
      rules: [...new Map(ruled.map(({ rule }) => [rule.id, rule])).values()],
      draft,
      plan,
      sessions: plan === null ? [] : await records.care.plans.sessionsOf(plan.prescription),
      drills: drillsIn([draft, plan]),
      answers: (await records.care.plans.answersOf([subject])).get(subject) ?? null,
    };
  };
}

function nextLevelOf({ tests }: FitnessHistory): StoryResponse['whatIf'] {
  const latest = tests.at(-1);
  return latest === undefined ? null : whatIf(latest);
}
