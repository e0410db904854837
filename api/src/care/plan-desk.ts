import { randomUUID } from 'node:crypto';
import { ageInYears, prescribe, trajectoryOf } from '@tizhi/analytics';
import {
  type AccountId,
  type Drill,
  type HealthAnswers,
  type Instant,
  type PrescriptionDecision,
  PrescriptionId,
  type PrescriptionList,
  type SchoolId,
  type SessionDone,
  type StoredPrescription,
  type SubjectId,
  TizhiError,
} from '@tizhi/contracts';
import type { Pupil, RecordStore } from '@tizhi/storage';
import { dateInChina } from '../national/date-in-china.ts';
import { notFound } from '../problem.ts';
import type { RosterCache } from '../school/roster-cache.ts';
import { drillsIn } from './drills-in.ts';
import type { HistoryBook } from './history-book.ts';
import { noClass, noPupil, pupilHead } from './pupil-head.ts';

interface By {
  readonly account: AccountId;
}

/** Exercise prescriptions: drafts that people ask for, decisions on them, and what they rest on. */
export interface PlanDesk {
  /** Makes a draft from everything that is known now; the pupil's plan stays until it is confirmed. */
  draft(subject: SubjectId, by: By): Promise<StoredPrescription>;
  /** Throws `TIZHI_PLAN_DECIDED`, `TIZHI_PLAN_NOT_FOR_PUPILS`, `TIZHI_NOT_FOUND`. */
  decide(prescription: PrescriptionId, decision: PrescriptionDecision, by: By): Promise<StoredPrescription>;
  answer(subject: SubjectId, answers: HealthAnswers, by: By): Promise<HealthAnswers>;
  /** Throws `TIZHI_PLAN_MISSING` where the plan that holds has no such session. */
  done(subject: SubjectId, done: SessionDone, by: By): Promise<SessionDone>;
  /** Of a class, by seat. */
  list(inClass: string): Promise<PrescriptionList>;
  /** A pupil's draft and plan. */
  standing(subject: SubjectId): Promise<Standing>;
}
export interface Standing {
  readonly draft: StoredPrescription | null;
  readonly plan: StoredPrescription | null;
}

export function createPlanDesk({
  records,
  roster,
  book,
  school,
  clock,
}: {
  readonly records: RecordStore;
  readonly roster: RosterCache;
  readonly book: HistoryBook;
  readonly school: SchoolId;
  readonly clock: () => Instant;
}): PlanDesk {
  const { plans } = records.care;
  const pupilOf = async (subject: SubjectId): Promise<Pupil> => {
    const pupil = await roster.pupil(subject);
    if (pupil?.school !== school) throw noPupil();
    return pupil;
  };
  const note = (by: By, action: string, detail: string) =>
    records.audit.note({ at: clock(), account: by.account, action, detail });

  return {
    async draft(subject, by) {
      const pupil = await pupilOf(subject);
      const [history = { subject, tests: [] }] = await book.of([subject]);
      const { plan } = standingOf(await plans.standing([subject]));
      const ageYears = ageInYears(pupil.birthDate, clock());
      const content = prescribe({
        history,
        trajectory: trajectoryOf(history),
        answers: (await plans.answersOf([subject])).get(subject) ?? null,
        sessions: plan === null ? [] : await plans.sessionsOf(plan.prescription),
        ...(plan?.content.kind === 'plan' ? { sessionsPerWeek: plan.content.frequencyPerWeek } : {}),
        on: dateInChina(clock()),
        ...(ageYears === undefined ? {} : { ageYears }),
        ...(pupil.measuredMaxBpm === null ? {} : { measuredMaxBpm: pupil.measuredMaxBpm }),
      });
      const draft: StoredPrescription = {
        prescription: PrescriptionId.parse(randomUUID()),
        content,
        madeAt: clock(),
        state: 'draft',
        confirmedBy: null,
        confirmedAt: null,
        startsOn: null,
      };
      await plans.saveDraft(draft);
      await note(by, 'prescription.drafted', `${subject} ${draft.prescription}`);
      return draft;
    },
    async decide(prescription, decision, by) {
      const known = await plans.find(prescription);
      if (known === undefined || (await roster.pupil(known.content.subject))?.school !== school)
        throw notFound({ zh: '这个运动处方', en: 'such prescription' });
      if (decision.kind === 'confirm' && known.content.kind !== 'plan')
        throw new TizhiError('TIZHI_PLAN_NOT_FOR_PUPILS');
      const decided =
        decision.kind === 'confirm'
          ? await plans.confirm({
              prescription,
              at: clock(),
              account: by.account,
              startsOn: decision.startsOn,
            })
          : await plans.withdraw({ prescription, reason: decision.reason });
      if (decided === undefined) {
        // The same tap twice on bad Wi-Fi: the first one did it.
        const repeated =
          decision.kind === 'confirm'
            ? known.state === 'confirmed' &&
              known.confirmedBy === by.account &&
              known.startsOn === decision.startsOn
            : known.state === 'withdrawn';
        if (repeated) return known;
        throw new TizhiError('TIZHI_PLAN_DECIDED');
      }
      await note(by, `prescription.${decided.state}`, `${decided.content.subject} ${prescription}`);
      return decided;
    },
    async answer(subject, answers, by) {
      await pupilOf(subject);
      await plans.saveAnswers({ subject, answers, at: clock(), account: by.account });
      await note(by, 'health-answers.saved', subject);
      return answers;
    },
    async done(subject, done, by) {
      await pupilOf(subject);
      const { plan } = standingOf(await plans.standing([subject]));
      const { week, session } = done;
      const known =
        plan?.content.kind === 'plan' ? plan.content.weeks.find((each) => each.week === week) : undefined;
      if (plan === null || known?.sessions[session - 1] === undefined)
        throw new TizhiError('TIZHI_PLAN_MISSING', { week, session });
      await plans.saveSession({ prescription: plan.prescription, done });
      await note(by, 'session.done', `${subject} ${plan.prescription} ${week}/${session}`);
      return done;
    },
    async list(inClass) {
      const people = await roster.current();
      if (![...people.classes.keys()].some((id) => id === inClass)) throw noClass();
      const pupils = [...people.pupils.values()]
        .filter((pupil) => pupil.class === inClass)
        .sort((a, b) => a.seat - b.seat);
      const bySubject = Map.groupBy(
        await plans.standing(pupils.map(({ subject }) => subject)),
        ({ content }) => content.subject,
      );
      const labels = await records.care.walls.labelsOf(pupils.map(({ subject }) => subject));
      const rows = pupils.flatMap((pupil) => {
        const head = pupilHead(pupil, people);
        if (head === undefined) return [];
        const standing = standingOf(bySubject.get(pupil.subject) ?? []);
        const wallLabel = labels.get(pupil.subject) ?? null;
        return [{ pupil: head, ...standing, state: stateOf(standing), wallLabel }];
      });
      const drills: Drill[] = drillsIn(rows.flatMap(({ draft, plan }) => [draft, plan]));
      return { rows, drills };
    },
    standing: async (subject) => standingOf(await plans.standing([subject])),
  };
}

const standingOf = (stored: readonly StoredPrescription[]): Standing => ({
  draft: stored.find(({ state }) => state === 'draft') ?? null,
  plan: stored.find(({ state }) => state === 'confirmed') ?? null,
});

/** What a teacher has to do, first: a draft waits for her, whatever plan holds meanwhile. */
function stateOf({ draft, plan }: Standing): PrescriptionList['rows'][number]['state'] {
  if (draft === null) return plan === null ? 'none' : 'confirmed';
  return draft.content.kind === 'plan' ? 'draft' : draft.content.kind;
}
